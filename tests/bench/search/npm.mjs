// MiniSearch og Orama slik de er ment brukt på norsk. Leser sider og søk fra inn-strømmen, og skriver adressene som kom.
import { create, insertMultiple, search } from "@orama/orama";
import { stemmer, language } from "@orama/stemmers/norwegian";
import MiniSearch from "minisearch";

const inn = [];
for await (const bit of process.stdin) inn.push(bit);
const { sider, soek } = JSON.parse(Buffer.concat(inn).toString());
const ANTALL = 60; // flere enn ti: sider som ikke er svar, blir tatt bort etterpå

const mini = new MiniSearch({
  idField: "adresse",
  fields: ["tittel", "tekst"],
  searchOptions: { prefix: true, fuzzy: 0.2, boost: { tittel: 2 } },
});
mini.addAll(sider);
const minisearch = soek.map((q) => mini.search(q).slice(0, ANTALL).map(({ id }) => id));

const base = create({
  schema: { adresse: "string", tittel: "string", tekst: "string" },
  components: { tokenizer: { stemming: true, stemmer, language } },
});
await insertMultiple(base, sider);
const orama = [];
for (const term of soek) {
  const svar = await search(base, { term, properties: ["tittel", "tekst"], tolerance: 1, boost: { tittel: 2 }, limit: ANTALL });
  orama.push(svar.hits.map(({ document }) => document.adresse));
}
process.stdout.write(JSON.stringify({ minisearch, orama }));
