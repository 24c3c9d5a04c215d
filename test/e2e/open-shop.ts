import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { createSession } from '../../services/contracts/http/ordering.ts';
import { readConfig } from '../../services/platform/config/config.ts';
import { launch } from '../../services/relish/launch/launch.ts';
import { ShopClient } from '../abuse/shop-client.ts';
import { openBrowser } from './chromium.ts';

const SERVICE_TOKEN = 'end-to-end-service-token';
const ADMIN_TOKEN = 'end-to-end-admin-token-1';
const PASSCODE = 'relish';
/** Nobody but the attack tests should meet the limits. */
const UNLIMITED = '1000000';

/** The whole of Relish with the demo on, in a folder of its own, and what tests need to use it. */
const openShop = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relish-e2e-'));
  const relish = await launch(
    readConfig({
      PORT: '0',
      RELISH_DATA: folder,
      RELISH_SERVICE_TOKEN: SERVICE_TOKEN,
      RELISH_ADMIN_TOKEN: ADMIN_TOKEN,
      RELISH_SESSIONS_PER_MINUTE: UNLIMITED,
      RELISH_ORDERS_PER_MINUTE: UNLIMITED,
      RELISH_ADDRESS_PER_MINUTE: UNLIMITED,
      RELISH_LISTS_PER_MINUTE: UNLIMITED,
      RELISH_LOG_LEVEL: 'error',
    }),
  );
  return {
    url: relish.url.replace(/\/$/, ''),
    client: new ShopClient(relish.url.replace(/\/$/, '')),
    serviceToken: SERVICE_TOKEN,
    adminToken: ADMIN_TOKEN,
    async [Symbol.asyncDispose]() {
      await relish[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

type Shop = Awaited<ReturnType<typeof openShop>>;

/** Opens one shop and one browser for the tests of a `describe`; each test's pages are closed after it. */
export const useShop = (): { readonly shop: Shop; readonly browser: Browser } => {
  let opened: { readonly shop: Shop; readonly browser: Browser } | undefined;
  const current = () => {
    if (!opened) throw new Error('The shop is open only while tests run.');
    return opened;
  };
  beforeAll(async () => {
    opened = { shop: await openShop(), browser: await openBrowser() };
  }, 60_000);
  afterEach(async () => {
    await Promise.all(
      current()
        .browser.contexts()
        .map((context) => context.close()),
    );
  });
  afterAll(async () => {
    await opened?.browser.close();
    await opened?.shop[Symbol.asyncDispose]();
  });
  return {
    get shop() {
      return current().shop;
    },
    get browser() {
      return current().browser;
    },
  };
};

/** What an admin's token gets from a shop, as JSON. */
export const callAsAdmin = async (
  { url, adminToken }: Pick<Shop, 'url' | 'adminToken'>,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> => {
  const headers = {
    authorization: `Bearer ${adminToken}`,
    ...(body && { 'content-type': 'application/json' }),
  };
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  const response = await fetch(`${url}${path}`, init);
  expect(response.ok).toBe(true);
  return response.json();
};

/** A page of a fresh browser profile, signed in through the form. */
export const signIn = async (
  browser: Browser,
  url: string,
  accountId: string,
  options: BrowserContextOptions = {},
): Promise<Page> => {
  const page = await browser.newPage(options);
  await page.goto(url);
  await page.getByLabel(/^Account/).fill(accountId);
  await page.getByLabel(/^Passcode/).fill(PASSCODE);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return page;
};

/** As the web apps keep it; see `web/look/session-store.ts`. */
const SESSION = 'relish.session';

/** A page of a fresh browser profile that is signed in when it opens: for tests that aren't about the form. */
export const signedIn = async (
  browser: Browser,
  url: string,
  accountId: string,
  options: BrowserContextOptions = {},
): Promise<Page> => {
  const reply = await fetch(new URL(createSession.path, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accountId, passcode: PASSCODE }),
  });
  const session = JSON.stringify(createSession.reply.parse(await reply.json()));
  const page = await browser.newPage(options);
  await page.addInitScript(`sessionStorage.setItem('${SESSION}', ${JSON.stringify(session)})`);
  await page.goto(url);
  return page;
};
