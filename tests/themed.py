"""A page as an engine makes it, with everything of the theme round our own blocks."""

from __future__ import annotations

# What the theme puts round our own blocks, shortened; see `base.html` of Material and of Zensical.
THEME = """<!doctype html>
<html lang="nb" class="no-js">
  <head>
    <meta charset="utf-8">
    <meta name="generator" content="mkdocs-1.6.1, mkdocs-material-9.8.1">
    <script>__md_scope=new URL("../..",location)</script>
    <script src="../../assets/farger.js"></script>
  </head>
  <body dir="ltr" data-md-color-scheme="default">
    <input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">
    <label class="md-overlay" for="__drawer"></label>
    <div data-md-component="skip">
      <a href="#x" class="md-skip">Gå til innhold</a>
    </div>
    <div data-md-component="announce">

    </div>
    <p class="eb-papir"><span>Banken, F1</span> <span>https://bank.test/f1/</span></p>
    <nav class="eb-innhold"><details><summary>På denne siden</summary><ul><li><a href="#a">A</a></li></ul></details></nav>
    <main data-md-component="main"><article>
      <h1>Overskrift</h1>
      <p class="eb-ingress">Ingress.</p>
      ARTIKKEL
    </article>
    <script>var target=document.getElementById("x");target.name.startsWith("__tabbed_")</script>
    </main>
    <div class="md-dialog" data-md-component="dialog"><div class="md-dialog__inner"></div></div>
    <script id="__config" type="application/json">{"base": "../.."}</script>
  </body>
</html>
"""
TABLE = "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
