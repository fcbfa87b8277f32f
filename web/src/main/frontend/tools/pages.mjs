// Looks at every page in a real browser: a picture in light and dark, wide and narrow, and the findings of axe.
// Needs a running development server (npm run dev) or any Tinypixel: node tools/pages.mjs http://127.0.0.1:5173 target-folder [path…]
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [base = 'http://127.0.0.1:5173', folder = '../../../target/pages', ...only] = process.argv.slice(2);
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const list = async (path) => (await (await fetch(`${base}/api/v1${path}`)).json()).items;
await fetch(`${base}/api/v1/mock/full`);
const [mail, mailToMany] = await list('/messages');
const [captured] = await list('/captured');
const pages = only.length > 0 ? only : [
  '/mails', `/mails/${mail.id}`, `/mails/${mailToMany.id}`, '/contacts', '/contacts/mara.lindt@lindt-werk.example', '/inbox',
  `/inbox/${captured.id}`, '/compose?first=1', '/compose', '/follow-ups', '/sequences', '/sequences/new', '/sequences/seq1', '/templates/tpl1',
  '/outgoing', '/relays', '/relays/new', '/relays/relay1', '/test-mail', '/incoming', '/incoming?kind=complaint', '/incoming?kind=bounce&mailbox=box4', '/mailboxes', '/mailboxes/new',
  '/mailboxes/box1', '/mailboxes/environment', '/reports', '/crm', '/crm/new', '/crm/crm1', '/settings', '/settings/keys', '/settings/mail-program', '/settings/suppressions', '/settings/requests', '/settings/users', '/settings/teams', '/settings/rules', '/settings/audit', '/nowhere',
];
const looks = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  { name: 'narrow', colorScheme: 'light', viewport: { width: 360, height: 780 } },
  { name: 'narrowest-dark', colorScheme: 'dark', viewport: { width: 320, height: 700 } },
];
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
let bad = 0;
for (const look of looks) {
  const context = await browser.newContext({ ...look, locale: 'en-GB', timezoneId: 'Europe/Berlin' });
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && console.log('console', look.name, message.text(), message.location().url));
  page.on('pageerror', (error) => console.log('error', look.name, error.message));
  for (const path of pages) {
    await page.goto(base + path);
    await page.locator('h1').first().waitFor();
    await page.waitForTimeout(350);
    const name = path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '').replace(/id0+/, '');
    await page.screenshot({ path: `${folder}/${name}.${look.name}.png`, fullPage: true });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) console.log('wider than the screen by', overflow, look.name, path), bad++;
    await page.addScriptTag({ path: axe });
    const { violations } = await page.evaluate(() => globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    for (const finding of violations) {
      bad += finding.nodes.length;
      console.log(look.name, path, finding.id, finding.help);
      for (const node of finding.nodes.slice(0, 3)) console.log('   ', node.html.slice(0, 160), node.any[0]?.message ?? '');
    }
  }
  await context.close();
}
await browser.close();
console.log(bad === 0 ? 'nothing found' : `${bad} findings`);
process.exitCode = bad === 0 ? 0 : 1;
