// Drives one page of a real browser for tests: node driver.cjs chromium|firefox EXECUTABLE DOWNLOADS
//
// Each line of standard input is a wish, {"do": NAME, …}; each line of standard output its answer, {"value": …} or
// {"error": …}. Whatever is asked for beyond the page is told to "requests", and refused: what Chromium tells of itself
// (DevTools protocol), and what reaches the only proxy that either has; Firefox (WebDriver BiDi) tells nothing of what a
// page on disk asks for. The browser ends with standard input.

"use strict";

const http = require("node:http");
const readline = require("node:readline");
const puppeteer = require("puppeteer-core");

const [name, executablePath, downloads] = process.argv.slice(2);
const isChromium = name === "chromium";
const POLL_MS = 20, PATIENCE_MS = 300000;
const OWN = /^https:\/\/[\w.-]*\.(google|googleapis|gvt1|mozilla|firefox)\.\w+(:443)?\b/; // asked by the browsers themselves

let browser, page, devtools, address = "", requests = [];

// Refuses all, and remembers it.
async function listen() {
  const proxy = http.createServer((request, response) => {
    requests.push(request.url);
    response.writeHead(502).end();
  });
  proxy.on("connect", (request, socket) => {
    requests.push(`https://${request.url}`);
    socket.on("error", () => {}).end("HTTP/1.1 502 refused\r\n\r\n");
  });
  await new Promise((done) => proxy.listen(0, "127.0.0.1", done));
  proxy.unref();
  return proxy.address().port;
}

async function start() {
  const port = await listen();
  browser = await puppeteer.launch({
    browser: isChromium ? "chrome" : "firefox",
    executablePath,
    headless: true,
    pipe: isChromium,
    timeout: PATIENCE_MS,
    protocolTimeout: 0,
    args: isChromium
      ? ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--autoplay-policy=no-user-gesture-required",
        `--proxy-server=http://127.0.0.1:${port}`, "--proxy-bypass-list=<-loopback>"]
      : [],
    extraPrefsFirefox: {
      "network.proxy.type": 1,
      "network.proxy.http": "127.0.0.1",
      "network.proxy.http_port": port,
      "network.proxy.ssl": "127.0.0.1",
      "network.proxy.ssl_port": port,
      "network.proxy.allow_hijacking_localhost": true,
      "media.autoplay.default": 0,
      "browser.download.folderList": 2,
      "browser.download.dir": downloads,
      "browser.helperApps.neverAsk.saveToDisk": "audio/wav",
      "intl.accept_languages": "en-US",
    },
  });
  page = await browser.newPage();
  page.setDefaultTimeout(0);
  if (!isChromium) return;
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    if (request.url() === address) return request.continue();
    requests.push(request.url());
    return request.abort();
  });
  devtools = await page.createCDPSession();
  const whole = await browser.target().createCDPSession();
  await whole.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
}

const WISHES = {
  version: () => browser.version(),
  async open({ url }) {
    address = url;
    requests = [];
    await page.goto(url);
  },
  evaluate: ({ code }) => page.evaluate(code),
  async wait({ code }) {
    const started = Date.now();
    while (!(await page.evaluate(`Boolean(document.documentElement && (${code}))`))) {
      if (Date.now() - started > PATIENCE_MS) throw new Error(`waited in vain for ${code}`);
      await new Promise((done) => setTimeout(done, POLL_MS));
    }
  },
  requests: () => requests.filter((one) => !OWN.test(one)),
  click: ({ selector }) => page.click(selector),
  press: ({ key }) => page.keyboard.press(key),
  size: ({ width, height }) => page.setViewport({ width, height }),
  screenshot: ({ path }) => page.screenshot({ path, fullPage: true }),
  // Of Chromium alone:
  colors: ({ scheme }) => page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]),
  async language({ accept }) {
    await devtools.send("Emulation.setUserAgentOverride", { userAgent: await browser.userAgent(), acceptLanguage: accept });
  },
  // What a screen reader is told of: [{ role, name, value, … }] in their order
  async tree() {
    const { nodes } = await devtools.send("Accessibility.getFullAXTree");
    return nodes.filter((node) => !node.ignored).map(({ role, name, value, properties = [] }) => ({
      role: role?.value, name: name?.value, value: value?.value,
      ...Object.fromEntries(properties.map((property) => [property.name, property.value.value])),
    }));
  },
};

async function main() {
  await start();
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const wish = JSON.parse(line);
    let answer;
    try {
      answer = { value: (await WISHES[wish.do](wish)) ?? null };
    } catch (error) {
      answer = { error: String(error.stack || error) };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  await browser.close();
}

main().catch((error) => {
  process.stdout.write(`${JSON.stringify({ error: String(error.stack || error) })}\n`);
  process.exit(1);
});
