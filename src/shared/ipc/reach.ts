/** How far links reach, said by devices that tried: the interfaces of this computer, and a page to be opened on a phone. */
import { z } from 'zod';
import { epochMs, url } from './visitView.ts';

/** vpn: a tunnel to another network. virtual: made by a program of this computer. other: the system does not say. */
export const interfaceKinds = ['ethernet', 'wifi', 'vpn', 'virtual', 'other'] as const;
export type InterfaceKind = (typeof interfaceKinds)[number];

export const mostAddressChars = 60;

/** What a device said that opened the test page, and what was seen of it. */
export const heardSchema = z.strictObject({
  at: epochMs,
  /** From which it came, as far as the proxies in between are believed. */
  address: z.string().max(mostAddressChars),
  /** loopback: this computer itself. private: the clinic's network. public: from elsewhere. */
  space: z.enum(['loopback', 'private', 'public']),
  /** Over https a browser lets the page use a camera (a secure context); over http none does. */
  https: z.boolean(),
  /** Whether its browser warned of the certificate first, as the person says; over http nobody asks: `null`. */
  warned: z.boolean().nullable(),
});
export type Heard = z.output<typeof heardSchema>;

export const reachSchema = z.strictObject({
  /** Opened on a phone; `null`: no test is running. */
  page: z.strictObject({ address: url, until: epochMs }).nullable(),
  /** The latest first; of this test. */
  heard: z.array(heardSchema).max(10),
  /** When a device from elsewhere last opened the page at its present address; `null`: not told since the start. */
  elsewhereAt: epochMs.nullable(),
});
export type Reach = z.output<typeof reachSchema>;

const nothing = z.strictObject({});

export const reachRequests = {
  'reach:state': { input: nothing, output: reachSchema },
  /** A page with an address of its own for ten minutes. Fails with `page-not-open`. */
  'reach:start': { input: nothing, output: reachSchema },
  'reach:stop': { input: nothing, output: reachSchema },
} as const;
