// Documents for the search page, each with something that pages stumble over.
"use strict";

const LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(4);

/* Enough of them for three pages. */
const harbours = Array.from({ length: 25 }, (_, number) => ({
  _id: `harbour-${number}`,
  title: `Harbour notice ${number}`,
  date: `20${10 + (number % 12)}-0${1 + (number % 9)}`,
  type: number % 2 ? "notice" : "circular",
  issuer: "Harbour Authority",
  country: "Norland",
  lang: "en",
  url: `https://harbour.example/${number}`,
  text: `# Notice\n\nThe harbour of Brannick stays open.\n\n## Dues\n\nHarbour dues are ${number + 1} crowns.`,
}));

const DOCUMENTS = [
  ...harbours,
  {
    _id: "act", title: "Coastal Fisheries Act", date: "2024-05-31", type: "act", issuer: "Ministry of Fisheries",
    country: "Norland", topic: "fish", lang: "en", url: "https://norland.example/acts/fisheries",
    text: "# Part 1\n\n## Licences\n\nNobody may fish for cod without a licence.\n\nA licence costs 12 crowns.\n\n" +
      "| vessel | dues |\n| --- | --- |\n| cod boat | 5 |\n| trawler | 70 |",
  },
  { _id: "loose", title: "A note on cod", lang: "en", text: "Cod was seen in the harbour of Brannick." },
  {
    _id: "long", title: `Order ${LONG}`, type: LONG, issuer: `Ministry of ${LONG}`, topic: [LONG, "x".repeat(300)],
    lang: "de", url: `https://long.example/${LONG}`, text: `# ${LONG}\n\nLangwort ${LONG} am Ende. ${"y".repeat(500)}`,
  },
  {
    _id: "arabic", title: "قانون مصايد الأسماك الساحلية", date: "2023-02", type: "قانون",
    issuer: "وزارة الثروة السمكية", country: "نورلاند", lang: "ar", url: "https://norland.example/ar/fisheries",
    text: "# الرخص\n\nلا يجوز لأحد صيد سمك القد (cod) دون رخصة.\n\nتبلغ رسوم الرخصة 12 كرونة.",
  },
  {
    _id: "hebrew", title: "חוק הדיג החופי", type: "חוק", issuer: "משרד הדיג", lang: "he",
    url: "https://norland.example/he/fisheries", text: "# רישיונות\n\nאין לדוג דגים ללא רישיון.",
  },
  {
    _id: "japanese", title: "個人情報の漏えい等の報告に関するガイドライン", date: "2023-06-01", type: "guidance",
    issuer: "個人情報監督委員会", lang: "ja", url: "https://aose.example/kojin",
    text: "# 報告義務\n\n個人情報の漏えいの報告義務が生ずるのは、次に掲げる場合である。\n\n# 期限\n\n三日以内に報告する。",
  },
  {
    _id: "french", title: "Loi sur les données à caractère personnel", date: "2021", type: "loi",
    issuer: "Ministère de la Mer", lang: "fr", text: "# Chapitre premier\n\nLe droit d'accès s'exerce directement.",
  },
];

/* Every state that the page has, by name: what to ask for it. */
const STATES = {
  "the empty form": {},
  "an answer": { q: "cod licence" },
  "an answer of one word in many documents": { q: "harbour" },
  "no hits": { q: "unicorns" },
  "a bad parameter": { q: "cod", from: "yesterday" },
  "a filtered answer": { q: "harbour", filter: ["type=notice", "country=Norland"], from: "2012", sort: "newest" },
  "page 2": { q: "harbour", offset: "10" },
  "a page behind the last": { q: "harbour", offset: "1000" },
  "only counts": { q: "harbour", limit: "0" },
  "a filter without words": { filter: "type=act" },
  "very long words": { q: `Langwort ${LONG}` },
  "right-to-left text": { q: "رخصة سمك القد" },
  "Hebrew text": { q: "רישיון דגים" },
  "Japanese text": { q: "個人情報の漏えいの報告義務" },
  "words that say nothing": { q: "the of and" },
};

module.exports = { DOCUMENTS, LONG, STATES };
