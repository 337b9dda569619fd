/** The house of a clinic: TrueConf Server, PostgreSQL, nodes of the service as IT starts them, and nginx over https before them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { startEmulator, type Emulator } from '../../../../src/emulator/index.ts';
import { ensureBuilt } from '../../../../src/main/launch/build.ts';
import { freePort } from '../../../fixtures/freePort.ts';
import { exampleFlags, resolverRules, startNginx, type Nginx } from '../../../fixtures/nginx.ts';
import { startPostgres, type PostgresServer } from '../../../fixtures/postgres.ts';
import {
  endNow,
  root,
  startService,
  type ServiceProcess,
} from '../../../integration/service/process/serviceProcess.ts';
import { launchChromium } from '../../support/chromium.ts';
import { credentials, doctor } from '../../support/clinic.ts';
import { soon } from '../../support/people.ts';
import { filesIn, type Recorded } from '../../support/recorder.ts';

export const phone = '8 495 000-00-00';
/** The server is set up where the service is started. */
export const serverGiven = ({ origin }: Emulator): Readonly<Record<string, string>> => ({
  VISIT_DESK_SERVER: origin,
  VISIT_DESK_CLIENT_ID: credentials.clientId,
});

export interface HouseOptions {
  readonly nodes: number;
  /** Over `client-secret` and the like, in each node's folder. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** The server's own. */
  readonly clientSecret?: string;
  /** Fields of the service's configuration. */
  readonly config?: object;
  readonly environment?: (server: Emulator) => Readonly<Record<string, string>>;
}

export interface Node {
  readonly process: ServiceProcess;
  readonly ports: { readonly patients: number; readonly staff: number };
  /** Its own address of staff, past nginx: for machines. */
  readonly direct: string;
  readonly secretsDir: string;
}

/** As `npm run service` finds everything built; a browser that finds the names of nginx's example here. */
export function launchForHouse(kind?: 'whole'): Promise<Browser> {
  if (ensureBuilt(root, () => undefined) === 'failed') throw new Error('the build failed');
  return launchChromium('allow', kind, [resolverRules]);
}

export class House {
  readonly server: Emulator;
  readonly postgres: PostgresServer;
  readonly nginx: Nginx;
  readonly nodes: Node[] = [];
  readonly folder: string;
  /** The Client Secret that TrueConf Server takes; its administrator may change it. */
  readonly secret: { now: string };
  readonly #options: HouseOptions;
  readonly #database: string;
  readonly #all: ServiceProcess[] = [];

  private constructor(
    parts: Pick<House, 'server' | 'postgres' | 'nginx' | 'folder' | 'secret'>,
    database: string,
    options: HouseOptions,
  ) {
    this.server = parts.server;
    this.postgres = parts.postgres;
    this.nginx = parts.nginx;
    this.folder = parts.folder;
    this.secret = parts.secret;
    this.#database = database;
    this.#options = options;
  }

  static async open(options: HouseOptions): Promise<House> {
    const ports = await Promise.all(
      Array.from({ length: options.nodes }, async () => ({
        patients: await freePort(),
        staff: await freePort(),
      })),
    );
    const secret = { now: options.clientSecret ?? credentials.clientSecret };
    const [server, postgres, nginx] = await Promise.all([
      startEmulator({
        clientId: credentials.clientId,
        // Asked for each token.
        get clientSecret() {
          return secret.now;
        },
        users: [doctor],
      }),
      startPostgres(),
      startNginx({ nodes: ports }),
    ]);
    const folder = mkdtempSync(join(tmpdir(), 'visit-desk-house-'));
    const house = new House({ server, postgres, nginx, folder, secret }, await postgres.database(), options);
    // One of them makes the tables.
    try {
      await Promise.all(ports.map((place) => house.start(place)));
    } catch (error) {
      await house.close();
      throw error;
    }
    return house;
  }

  /** One of the commands beside running, with the secrets of the first node; what it printed on stdout. */
  async runs(...words: readonly string[]): Promise<string> {
    const [node] = this.nodes;
    if (!node) throw new Error('no node runs');
    const command = startService([...words, '--secrets-dir', node.secretsDir], { keep: true });
    this.#all.push(command);
    if ((await command.ended) !== 0) throw new Error(`${words[0]}: ${command.stderr()}`);
    return command.stdout();
  }

  /** The files in which PostgreSQL keeps what it is given, of this clinic and of its log. */
  async databaseFiles(): Promise<readonly Recorded[]> {
    const data = join(dirname(this.postgres.socketPath), 'data');
    return (await Promise.all(['base', 'pg_wal'].map((name) => filesIn(join(data, name))))).flat();
  }

  /** Starts a node, as after a power cut at the same place. */
  async start(ports: Node['ports']): Promise<Node> {
    const secretsDir = this.#secretsDir();
    const config = join(this.folder, 'service.json');
    writeFileSync(config, JSON.stringify(this.#options.config ?? {}));
    const places = ['--public-port', `${ports.patients}`, '--staff-port', `${ports.staff}`];
    const flags = [...places, '--secrets-dir', secretsDir, '--config', config, '--print-urls'];
    const { environment } = this.#options;
    const process = startService([...exampleFlags(this.nginx.port), ...flags], {
      keep: true,
      ...(environment && { environment: environment(this.server) }),
    });
    this.#all.push(process);
    await process.running;
    const node = { process, ports, secretsDir, direct: `http://127.0.0.1:${ports.staff}/` };
    this.nodes.push(node);
    return node;
  }

  /** The secrets of a node in a folder of its own. */
  #secretsDir(): string {
    const dir = mkdtempSync(join(this.folder, 'node-'));
    const key = (sign: string) => Buffer.alloc(32, sign).toString('base64url');
    const secrets = {
      database: this.#database,
      'client-secret': this.#options.clientSecret ?? credentials.clientSecret,
      'link-key': key('l'),
      'field-key': key('f'),
      ...this.#options.secrets,
    };
    mkdirSync(join(dir, 'secrets'), { mode: 0o700 });
    for (const [name, value] of Object.entries(secrets))
      writeFileSync(join(dir, 'secrets', name), value, { mode: 0o600 });
    return join(dir, 'secrets');
  }

  /** Resolves when this node says that it takes work. */
  ready({ direct }: Node): Promise<void> {
    return soon(
      async () => (await fetch(`${direct}readyz`)).status,
      (status) => expect(status).toBe(200),
    );
  }

  /** The one that does what only one may do. Errors: rejects when none says so in time. */
  async leader(): Promise<Node> {
    let leader: Node | undefined;
    await soon(
      async () => {
        for (const node of this.nodes) {
          const metrics = await (await fetch(`${node.direct}metrics`)).text();
          if (metrics.includes('\nvisit_desk_leader 1\n')) leader = node;
        }
      },
      () => expect(leader).toBeDefined(),
    );
    if (!leader) throw new Error('no node leads');
    return leader;
  }

  /** `kill -9`. */
  async kill(node: Node): Promise<void> {
    await endNow(node.process);
    this.nodes.splice(this.nodes.indexOf(node), 1);
  }

  async firstCode(): Promise<string> {
    const [first] = this.nodes;
    if (!first) throw new Error('no node runs');
    return first.process.firstCode;
  }

  /** All that every node printed. */
  output(): string {
    return this.#all.map((process) => `${process.stdout()}\n${process.stderr()}`).join('\n');
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map(endNow));
    await Promise.all([this.nginx.close(), this.server.close(), this.postgres.dispose()]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
