// Words of the page in the reader's language. English is in the code; the others are in words.json.

"use strict";

const WORDS = JSON.parse(document.getElementById("words").textContent);
const LANGUAGES = { en: "en", de: "de", zh: "zh-Hans" };
const language = navigator.languages.map((one) => one.slice(0, 2).toLowerCase()).find((one) => one in LANGUAGES) || "en";

// `text` with values in the place of {names}; what has no translation stays as it is.
function t(text, values = {}) {
  const found = WORDS[language]?.[text] ?? text;
  return found.replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
}

function translatePage() {
  document.documentElement.lang = LANGUAGES[language];
  for (const element of document.querySelectorAll("[data-words]")) element.textContent = t(element.textContent.replace(/\s+/g, " ").trim());
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", t(element.dataset.label));
}
