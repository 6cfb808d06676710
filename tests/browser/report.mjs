// Opens HTML reports in a real Chromium and checks what a reader meets: nothing fetched, a strict policy, no barrier
// that axe-core knows, search and filters, the keyboard alone, no script at all, paper.
//
//   npm install --no-save --prefix target/browser playwright-core@1.65.1 axe-core@4.14.1
//   node tests/browser/report.mjs [--screenshot DIR] REPORT.html…
//
// The modules playwright-core and axe-core are looked for in target/browser, or in $BROWSER_MODULES; the browser is
// /usr/bin/chromium, or $CHROMIUM. Exit status 1 if a report has a fault, 2 if nothing could be checked.
//
// What it relies on in a page: `article[data-id][data-state]` for a requirement, with the attribute `hidden` when it
// is filtered out; `input[type=search]`; `[role=status]`; `fieldset input[type=checkbox][data-state]`; `details`.

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const modules = createRequire(join(resolve(process.env.BROWSER_MODULES ?? join(ROOT, 'target/browser')), 'any.js'));
const { chromium } = modules('playwright-core');
const AXE = readFileSync(modules.resolve('axe-core/axe.min.js'), 'utf8');

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 360, height: 740 };
/** How long a page may take to follow what is typed, and the browser to do what it is told; machines may be busy. */
const PATIENCE = 10_000;
const LIMIT = 120_000;

/** What is found about one report. */
class Findings {
  faults = [];
  checked = 0;

  check(holds, fault) {
    this.checked += 1;
    if (!holds) this.fault(fault);
    return holds;
  }

  fault(fault) {
    this.faults.push(fault);
    console.log(`  FAULT ${fault}`);
  }

  say(sentence) {
    console.log(`  ${sentence}`);
  }
}

/** Opens a report in a fresh context, with every request and every complaint on record; nothing gets out. */
async function open(browser, file, options = {}) {
  const context = await browser.newContext({ viewport: WIDE, colorScheme: 'light', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT);
  const own = pathToFileURL(file).href;
  const record = { requests: [], complaints: [] };
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) record.complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => record.complaints.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (url.split('#')[0] !== own && !url.startsWith('data:')) record.requests.push(url);
  });
  await page.route('**/*', (route) => (route.request().url().split('#')[0] === own ? route.continue() : route.abort()));
  await page.goto(own, { waitUntil: 'load' });
  return { context, page, record };
}

/** Returns the ids of the requirements on view, in their order. */
const shown = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('article[data-id]')].filter((card) => card.checkVisibility()).map((card) => card.dataset.id),
  );

const all = (page) => page.evaluate(() => [...document.querySelectorAll('article[data-id]')].map((card) => card.dataset.id));

/** Waits until exactly these requirements are on view, and returns what is wrong otherwise. */
async function settles(page, ids) {
  const deadline = Date.now() + PATIENCE;
  let now;
  do {
    now = await shown(page);
    if (now.length === ids.length && now.every((id, at) => id === ids[at])) {
      const disagreeing = await page.evaluate(
        () => [...document.querySelectorAll('article[data-id]')].filter((card) => card.hidden === card.checkVisibility()).length,
      );
      return disagreeing === 0 ? '' : `${disagreeing} cards are hidden in another way than by the attribute hidden`;
    }
    await new Promise((resume) => setTimeout(resume, 25));
  } while (Date.now() < deadline);
  const lacking = ids.filter((id) => !now.includes(id));
  const extra = now.filter((id) => !ids.includes(id));
  return `${now.length} cards instead of ${ids.length}; lacking: ${lacking.slice(0, 3)}; too many: ${extra.slice(0, 3)}`;
}

/** Returns whether a status says a number, within some patience. */
async function says(page, number) {
  const spoken = (expected) =>
    [...document.querySelectorAll('[role=status]')].some(
      (status) => status.checkVisibility() && (status.textContent.match(/\d+/g) ?? []).includes(String(expected)),
    );
  return page.waitForFunction(spoken, number, { timeout: PATIENCE }).then(
    () => true,
    () => false,
  );
}

/** Lets the scripts of the page run and the browser draw twice. */
const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

async function checkDocument(browser, file, findings) {
  const { context, page, record } = await open(browser, file);
  await drawn(page);
  const facts = await page.evaluate(() => {
    const policy = document.querySelector('meta[http-equiv="Content-Security-Policy" i]');
    const before = policy === null ? null : [...document.querySelectorAll('script, style, link, [style]')].find(
      (element) => element.compareDocumentPosition(policy) & Node.DOCUMENT_POSITION_FOLLOWING && element !== document.documentElement,
    );
    const outside = [...document.querySelectorAll('*')].flatMap((element) =>
      ['src', 'srcset', 'poster', 'data', 'action', 'formaction', 'ping', 'background', 'manifest', 'href', 'xlink:href']
        .filter((name) => element.hasAttribute(name))
        .filter((name) => !(name === 'href' && ['a', 'area'].includes(element.localName)))
        .map((name) => [element.localName, name, element.getAttribute(name)]),
    );
    const links = [...document.querySelectorAll('a[href], area[href]')].map((link) => link.getAttribute('href'));
    return {
      lang: document.documentElement.lang,
      title: document.title.trim(),
      quirks: document.compatMode !== 'CSS1Compat',
      policy: policy?.content ?? '',
      before: before?.localName ?? '',
      outside: outside.filter(([, , value]) => !value.startsWith('#') && !value.startsWith('data:')),
      refresh: document.querySelector('meta[http-equiv=refresh i]') !== null,
      scripted: links.filter((link) => /^\s*(javascript|vbscript|data):/i.test(link)),
      lost: links.filter((link) => link.startsWith('#') && link.length > 1
        && document.getElementById(decodeURIComponent(link.slice(1))) === null),
      twice: [...document.querySelectorAll('[id]')].map((element) => element.id).filter((id, at, ids) => ids.indexOf(id) !== at),
    };
  });
  findings.check(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(facts.lang), `the document has no language: lang="${facts.lang}"`);
  findings.check(facts.title !== '', 'the document has no title');
  findings.check(!facts.quirks, 'the document has no doctype');
  findings.check(facts.twice.length === 0, `an id stands twice: ${facts.twice.slice(0, 3).join(', ')}`);
  findings.check(facts.lost.length === 0, `a link leads nowhere: ${facts.lost.slice(0, 3).join(', ')}`);
  findings.check(facts.scripted.length === 0, `a link runs a script: ${facts.scripted[0]}`);
  findings.check(facts.outside.length === 0, `something is fetched: ${JSON.stringify(facts.outside[0])}`);
  findings.check(!facts.refresh, 'the page moves on by itself');
  checkPolicy(facts, findings);
  const ids = await all(page);
  findings.check(ids.length > 0, 'there is no requirement: article[data-id]');
  findings.check(new Set(ids).size === ids.length, 'a requirement stands twice');
  findings.check((await settles(page, ids)) === '', 'not every requirement is on view when the page opens');
  findings.check(record.requests.length === 0, `the page asks for ${record.requests[0]}`);
  findings.check(record.complaints.length === 0, `the browser complains: ${record.complaints.slice(0, 3).join(' | ')}`);
  findings.say(`${ids.length} requirements; ${facts.lang}; "${facts.title}"; nothing fetched, nothing complained about`);
  await policyHolds(page, findings);
  await context.close();
  return ids.length > 0;
}

function checkPolicy(facts, findings) {
  if (!findings.check(facts.policy !== '', 'there is no content security policy')) return;
  const rules = new Map(
    facts.policy.split(';').map((rule) => rule.trim().split(/\s+/)).map(([name, ...sources]) => [name.toLowerCase(), sources]),
  );
  const only = (name, source) => rules.get(name)?.length === 1 && rules.get(name)[0] === source;
  findings.check(only('default-src', "'none'"), `the policy lacks default-src 'none': ${facts.policy}`);
  // These two do not fall back to default-src.
  for (const name of ['base-uri', 'form-action']) findings.check(only(name, "'none'"), `the policy lacks ${name} 'none'`);
  const sources = rules.get('script-src') ?? [];
  findings.check(
    sources.every((source) => /^'(none|sha(256|384|512)-[A-Za-z0-9+/=_-]+)'$/.test(source)),
    `the policy lets in scripts other than by their digest: script-src ${sources.join(' ')}`,
  );
  for (const [name, list] of rules) {
    const wide = list.filter((source) => !source.startsWith("'") && source !== 'data:');
    findings.check(wide.length === 0, `the policy lets ${name} reach outside: ${wide.join(' ')}`);
  }
  findings.check(facts.before === '', `a ${facts.before} stands before the policy, which does not bind it`);
}

/** Tries what an injected text would try. */
async function policyHolds(page, findings) {
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.intruder = "script"';
    document.body.append(script);
    const image = document.createElement('img');
    image.setAttribute('onerror', 'window.intruder = "attribute"');
    image.src = 'data:,';
    document.body.append(image);
    const link = document.createElement('a');
    link.href = 'javascript:void(window.intruder = "link")';
    document.body.append(link);
    link.click();
    await new Promise((done) => setTimeout(done, 200));
    return window.intruder ?? '';
  });
  findings.check(ran === '', `an injected ${ran} runs in spite of the policy`);
}

async function checkBarriers(browser, file, findings) {
  for (const [name, viewport] of Object.entries({ wide: WIDE, narrow: NARROW })) {
    const { context, page } = await open(browser, file, { viewport });
    await page.evaluate(AXE);
    const closed = await page.locator('details:not([open])').count();
    for (const state of closed > 0 ? ['closed', 'open'] : ['open']) {
      if (state === 'open') {
        await openAll(page);
        await drawn(page);
      }
      const started = Date.now();
      const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations', 'incomplete'] }));
      const grave = result.violations.filter((violation) => ['serious', 'critical'].includes(violation.impact));
      const lesser = result.violations.filter((violation) => !grave.includes(violation));
      findings.check(result.passes.length > 0, 'axe-core checked nothing');
      for (const violation of grave) {
        const node = violation.nodes[0];
        findings.fault(
          `axe-core, ${viewport.width} px, details ${state}: ${violation.id} (${violation.impact}), ${violation.nodes.length} times: `
            + `${violation.help}; first ${node.target.join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ')}`,
        );
      }
      findings.say(
        `axe-core ${result.testEngine.version}, ${viewport.width} px, details ${state}: ${result.passes.length} rules hold, `
          + `${grave.length} grave violations, lesser: ${lesser.map((violation) => violation.id).join(', ') || 'none'}; `
          + `${Date.now() - started} ms`,
      );
      if (name === 'narrow') await checkWidth(page, state, findings);
    }
    await context.close();
  }
}

async function checkWidth(page, state, findings) {
  const { width, room, widest } = await page.evaluate(() => {
    const room = innerWidth;
    const elements = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > room + 1);
    const widest = elements.at(-1);
    return {
      width: document.scrollingElement.scrollWidth,
      room,
      widest: widest && `${widest.localName}.${widest.className} "${widest.textContent.trim().slice(0, 40)}"`,
    };
  });
  findings.check(width <= room, `the page scrolls sideways, details ${state}: ${width} px in ${room} px; ${widest}`);
  findings.say(`${room} px, details ${state}: the page is ${width} px wide`);
}

/** Returns the requirements whose cards contain a text and have one of some states; no state means any. */
const expected = (page, text, states = []) =>
  page.evaluate(
    ([wanted, states]) => {
      const plain = (text) => text.replace(/\s+/g, ' ').toLowerCase();
      return [...document.querySelectorAll('article[data-id]')]
        .filter((card) => plain(card.textContent).includes(plain(wanted)))
        .filter((card) => states.length === 0 || states.includes(card.dataset.state))
        .map((card) => card.dataset.id);
    },
    [text, states],
  );

/** Picks texts to look for: an id, a word that few cards have, and one from within a closed part. */
const terms = (page) =>
  page.evaluate(() => {
    const cards = [...document.querySelectorAll('article[data-id]')];
    const middle = cards[Math.floor(cards.length / 2)];
    const texts = (root) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) found.push(walker.currentNode.data);
      return found;
    };
    const number = (word) => cards.filter((card) => card.textContent.toLowerCase().includes(word.toLowerCase())).length;
    const rare = (root) =>
      texts(root)
        .flatMap((text) => text.match(/\p{Script=Han}{2,4}|[A-Za-z]{5,}/gu) ?? [])
        .map((word) => [number(word), word])
        .sort(([one], [other]) => one - other)[0]?.[1];
    const closed = cards.flatMap((card) => [...card.querySelectorAll('details:not([open]) > :not(summary)')]).at(-1);
    return [
      ['an id', middle.dataset.id],
      ['an id in small letters', middle.dataset.id.toLowerCase()],
      ['a word', rare(middle)],
      ['a word of a closed part', closed && rare(closed)],
    ].filter(([, term]) => term);
  });

async function checkSearch(browser, file, findings) {
  const { context, page, record } = await open(browser, file);
  const ids = await all(page);
  const search = page.locator('input[type=search]');
  if (!findings.check((await search.count()) === 1 && (await search.isVisible()), 'there is no search field')) return context.close();
  const tried = [];
  for (const [kind, term] of [...(await terms(page)), ['nothing there', 'zzqqxxjj']]) {
    const wanted = await expected(page, term);
    await search.fill(term);
    const fault = await settles(page, wanted);
    findings.check(fault === '', `searching ${kind}, "${term}": ${fault}`);
    findings.check(await says(page, wanted.length), `searching ${kind}, "${term}": no status says ${wanted.length}`);
    tried.push(`"${term}" ${wanted.length}`);
    await search.fill('');
    const back = await settles(page, ids);
    findings.check(back === '', `clearing the search for "${term}": ${back}`);
  }
  findings.say(`search: ${tried.join(', ')} of ${ids.length}; cleared, all are back`);
  await checkFilters(page, ids, search, findings);
  findings.check(record.complaints.length === 0, `searching and filtering, the browser complains: ${record.complaints[0]}`);
  findings.check(record.requests.length === 0, `searching and filtering asks for ${record.requests[0]}`);
  await context.close();
}

async function checkFilters(page, ids, search, findings) {
  const filters = page.locator('fieldset input[type=checkbox][data-state]');
  const states = await filters.evaluateAll((boxes) => boxes.map((box) => box.dataset.state));
  const cards = await page.evaluate(() => [...document.querySelectorAll('article[data-id]')].map((card) => card.dataset.state));
  const used = [...new Set(cards)];
  if (!findings.check(states.length > 0, 'there is no filter')) return;
  findings.check(new Set(states).size === states.length, `a state has two filters: ${states}`);
  findings.check(used.every((state) => state), 'a requirement has no state: data-state');
  const without = used.filter((state) => !states.includes(state));
  findings.check(without.length === 0, `no filter for the state ${without}`);
  findings.check((await filters.evaluateAll((boxes) => boxes.filter((box) => box.checked).length)) === 0, 'a filter is set from the start');
  const toggle = (at) => filters.nth(at).setChecked(true);
  const clear = async () => {
    for (let at = 0; at < states.length; at += 1) await filters.nth(at).setChecked(false);
    const back = await settles(page, ids);
    findings.check(back === '', `with no filter set: ${back}`);
  };
  const tried = [];
  for (const [at, state] of states.entries()) {
    const wanted = await expected(page, '', [state]);
    await toggle(at);
    const fault = await settles(page, wanted);
    findings.check(fault === '', `the filter ${state}: ${fault}`);
    findings.check(await says(page, wanted.length), `the filter ${state}: no status says ${wanted.length}`);
    tried.push(`${state} ${wanted.length}`);
    await clear();
  }
  const [one, other] = used.length > 1 ? used : states;
  if (other !== undefined && states.includes(one) && states.includes(other)) {
    await toggle(states.indexOf(one));
    await toggle(states.indexOf(other));
    const both = await settles(page, await expected(page, '', [one, other]));
    findings.check(both === '', `the filters ${one} and ${other} together: ${both}`);
    const term = ids[Math.floor(ids.length / 2)].slice(0, 2);
    await search.fill(term);
    const joined = await settles(page, await expected(page, term, [one, other]));
    findings.check(joined === '', `the filters ${one} and ${other} with a search for "${term}": ${joined}`);
    await search.fill('');
    await clear();
  }
  findings.say(`filters: ${tried.join(', ')}; two together, with a search, and none`);
}

/** Presses Tab until an element has the focus that answers to a selector. */
async function tabTo(page, selector) {
  const limit = await page.evaluate(() => document.querySelectorAll('a, button, input, summary, [tabindex]').length + 20);
  for (let presses = 1; presses <= limit; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return presses;
  }
  return 0;
}

/** Returns whether the element with the focus, its label or what holds it is marked. */
const marked = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const candidates = [element, element.parentElement, ...(element.labels ?? [])];
    return candidates.some((candidate) => {
      const style = getComputedStyle(candidate);
      return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
    });
  });

async function checkKeyboard(browser, file, findings) {
  const { context, page } = await open(browser, file);
  const ids = await all(page);
  const term = ids.at(-1);
  const presses = await tabTo(page, 'input[type=search]');
  if (!findings.check(presses > 0, 'Tab does not reach the search field')) return context.close();
  findings.check(await marked(page), 'the focus on the search field is not to be seen');
  await page.keyboard.type(term);
  const typed = await settles(page, await expected(page, term));
  findings.check(typed === '', `typing "${term}": ${typed}`);
  for (let at = 0; at < term.length; at += 1) await page.keyboard.press('Backspace');
  const back = await settles(page, ids);
  findings.check(back === '', `deleting what was typed: ${back}`);
  const more = await tabTo(page, 'fieldset input[type=checkbox][data-state]');
  if (findings.check(more > 0, 'Tab does not reach a filter')) {
    findings.check(await marked(page), 'the focus on a filter is not to be seen');
    const state = await page.evaluate(() => document.activeElement.dataset.state);
    await page.keyboard.press('Space');
    const narrowed = await settles(page, await expected(page, '', [state]));
    findings.check(narrowed === '', `Space on the filter ${state}: ${narrowed}`);
    await page.keyboard.press('Space');
    const widened = await settles(page, ids);
    findings.check(widened === '', `Space again on the filter ${state}: ${widened}`);
  }
  const opened = await checkDetails(page, findings);
  const reached = await checkReach(page, findings);
  findings.say(
    `keyboard: search field after ${presses} times Tab, a filter after ${more} more; ${opened}; ${reached} elements reached by Tab`,
  );
  await context.close();
}

async function checkDetails(page, findings) {
  if ((await page.locator('details').count()) === 0) return 'no details';
  if (!findings.check((await tabTo(page, 'summary')) > 0, 'Tab does not reach the summary of a details')) return 'details not reached';
  findings.check(await marked(page), 'the focus on a summary is not to be seen');
  const open = () => page.evaluate(() => document.activeElement.parentElement.open);
  const before = await open();
  await page.keyboard.press('Enter');
  findings.check((await open()) === !before, 'Enter does not open a details');
  await page.keyboard.press('Enter');
  findings.check((await open()) === before, 'Enter does not close a details');
  return 'details opened and closed with Enter';
}

/** Walks through the whole page by Tab, with every part open, and misses what is never reached. */
async function checkReach(page, findings) {
  const number = await page.evaluate(() => {
    document.querySelectorAll('details').forEach((part) => (part.open = true));
    document.activeElement.blur();
    window.reached = new Set();
    document.addEventListener('focusin', (event) => window.reached.add(event.target));
    window.reachable = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter(
      (element) => element.checkVisibility() && !element.disabled && element.getAttribute('tabindex') !== '-1',
    );
    return window.reachable.length;
  });
  for (let press = 0; press < number + 40; press += 1) await page.keyboard.press('Tab');
  const { missed, positive } = await page.evaluate(() => ({
    missed: window.reachable.filter((element) => !window.reached.has(element)).map((element) => element.outerHTML.slice(0, 120)),
    positive: window.reachable.filter((element) => element.tabIndex > 0).map((element) => element.outerHTML.slice(0, 120)),
  }));
  findings.check(missed.length === 0, `Tab never reaches ${missed.length} elements, first ${missed[0]}`);
  findings.check(positive.length === 0, `the order of Tab is bent: ${positive[0]}`);
  return number;
}

/** Returns the text of all requirements, without white space, as far as it is to be seen. */
const visibleText = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('article[data-id]')]
      .map((card) => {
        const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
        let text = '';
        while (walker.nextNode()) {
          const parent = walker.currentNode.parentElement;
          if (parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) text += walker.currentNode.data;
        }
        return text.replace(/\s+/g, '');
      })
      .join('\n'),
  );

const openAll = (page) => page.evaluate(() => document.querySelectorAll('details').forEach((part) => (part.open = true)));

/** Compares texts card by card and returns the first difference. */
function difference(text, whole) {
  const ours = text.split('\n');
  const at = whole.split('\n').findIndex((card, at) => card !== ours[at]);
  return at === -1 ? '' : `card ${at + 1}: "${(ours[at] ?? '').slice(0, 60)}" instead of "${whole.split('\n')[at].slice(0, 60)}"`;
}

async function checkWithoutScript(browser, file, findings) {
  const scripted = await open(browser, file);
  await openAll(scripted.page);
  const whole = await visibleText(scripted.page);
  await scripted.context.close();
  const { context, page } = await open(browser, file, { javaScriptEnabled: false });
  const [seen, ids] = [await shown(page), await all(page)];
  const complete = seen.length === ids.length;
  if (!findings.check(complete, `without script, ${seen.length} requirements instead of ${ids.length}`)) return context.close();
  // A few by a click as a reader would, the others all at once.
  for (const part of (await page.locator('article[data-id] details:not([open])').all()).slice(0, 3)) {
    await part.locator('> summary').click();
  }
  const opened = await page.locator('article[data-id] details[open]').count();
  const parts = await page.locator('article[data-id] details').count();
  findings.check(opened >= Math.min(parts, 3), 'without script, a details does not open');
  await openAll(page);
  const text = await visibleText(page);
  const fault = difference(text, whole);
  findings.check(fault === '', `without script, something cannot be read: ${fault}`);
  findings.say(`without script: ${text.split('\n').length} requirements, ${text.length} characters, the same text`);
  await context.close();
}

async function checkPaper(browser, file, findings) {
  const { context, page } = await open(browser, file);
  const closed = await page.locator('details:not([open])').count();
  const ids = await all(page);
  const print = async () => {
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await drawn(page);
  };
  await print();
  const text = await visibleText(page);
  await checkPrinted(page, ids, 'on paper', findings);
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await drawn(page);
  const after = await page.locator('details:not([open])').count();
  findings.check(after === closed, `after printing ${after} details are closed, ${closed} before`);
  // A sheet that leaves requirements out without saying so would not be true.
  const search = page.locator('input[type=search]');
  if ((await search.count()) === 1) {
    await search.fill(ids.at(-1));
    await settles(page, await expected(page, ids.at(-1)));
    await print();
    await checkPrinted(page, ids, 'on paper, after a search', findings);
  }
  findings.say(`paper: ${ids.length} requirements, ${text.length} characters, ${closed} closed details opened, controls hidden`);
  await context.close();
}

async function checkPrinted(page, ids, where, findings) {
  const printed = await shown(page);
  findings.check(printed.length === ids.length, `${where}, ${printed.length} cards instead of ${ids.length}`);
  const { folded, controls } = await page.evaluate(() => {
    const seen = (element) => element.checkVisibility({ visibilityProperty: true });
    const bodies = [...document.querySelectorAll('details')].filter((part) => {
      const inside = [...part.children].filter((child) => child.localName !== 'summary');
      return inside.length > 0 && !inside.some(seen);
    });
    const controls = [...document.querySelectorAll('input, button, select, textarea')].filter(seen);
    return {
      folded: bodies.map((part) => part.textContent.trim().slice(0, 60)),
      controls: controls.map((control) => control.outerHTML.slice(0, 100)),
    };
  });
  findings.check(folded.length === 0, `${where}, ${folded.length} details stay closed, first "${folded[0]}"`);
  findings.check(controls.length === 0, `${where}, ${controls.length} controls are to be seen, first ${controls[0]}`);
}

/** Writes the page at both widths and as it goes to paper, a tall window at a time. */
async function photograph(browser, file, folder) {
  mkdirSync(folder, { recursive: true });
  for (const [name, width, media] of [['1280', 1280, 'screen'], ['360', 360, 'screen'], ['print', 794, 'print']]) {
    const tall = 2000;
    const { context, page } = await open(browser, file, { viewport: { width, height: tall } });
    await page.emulateMedia({ media });
    if (media === 'print') await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await drawn(page);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    const pictures = Math.ceil(height / tall);
    for (let at = 0; at < pictures; at += 1) {
      await page.evaluate((top) => window.scrollTo({ top, behavior: 'instant' }), at * tall);
      await page.screenshot({ path: join(folder, `${basename(file, '.html')}-${name}-${String(at + 1).padStart(2, '0')}.png`) });
    }
    console.log(`  pictures: ${name}, ${height} px high, ${pictures} files`);
    await context.close();
  }
}

async function main(words) {
  const at = words.indexOf('--screenshot');
  const folder = at === -1 ? undefined : words.splice(at, 2)[1];
  if (words.length === 0 || words.some((word) => word.startsWith('-')) || (at !== -1 && !folder)) {
    console.error('usage: node tests/browser/report.mjs [--screenshot DIR] REPORT.html…');
    return 2;
  }
  const absent = words.filter((word) => !existsSync(word));
  if (absent.length > 0) {
    console.error(`there is no file ${absent.join(', ')}`);
    return 2;
  }
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  });
  let faulty = 0;
  try {
    console.log(`Chromium ${browser.version()}`);
    for (const word of words) {
      const file = resolve(word);
      const findings = new Findings();
      const started = Date.now();
      console.log(word);
      for (const check of [checkDocument, checkBarriers, checkSearch, checkKeyboard, checkWithoutScript, checkPaper]) {
        try {
          // Without requirements there is nothing that the rest could look at.
          if ((await check(browser, file, findings)) === false) break;
        } catch (error) {
          findings.fault(`${check.name} cannot be carried out: ${error.message.split('\n')[0]}`);
        }
      }
      if (folder) await photograph(browser, file, folder);
      console.log(`${word}: ${findings.checked} checks, ${findings.faults.length} faults, ${Date.now() - started} ms`);
      faulty += findings.faults.length > 0 ? 1 : 0;
    }
  } finally {
    await browser.close();
  }
  return faulty > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
