/** What becomes of a change of the settings or of the credentials: who is told, and what is made anew. */
import type { Settings } from '../../shared/settings.ts';
import { causeOf } from '../log/cause.ts';
import type { Log } from '../ports.ts';
import type { Core, Tied } from './core.ts';
import { isOtherServer } from './serverClient.ts';

/** Whether a part of the settings is another than before. */
const differs = (now: unknown, before: unknown): boolean => JSON.stringify(now) !== JSON.stringify(before);
/** Only who works at this PC is another. */
const isSwitch = ({ present, ...now }: Settings, { present: former, ...before }: Settings): boolean =>
  differs(present, former) && !differs(now, before);

export function followChanges({
  settings,
  server,
  hub,
  join,
  embedding,
  certificates,
  ways,
  state,
  log,
}: Tied & Pick<Core, 'embedding' | 'certificates' | 'ways'> & { readonly log: Log }): Pick<
  Core,
  'begin' | 'renew' | 'settled'
> {
  let settling: Promise<void> = Promise.resolve();

  async function begin(): Promise<void> {
    await state.lookAtVault();
    hub.current()?.refresh();
    state.announceStatus();
    void certificates.watch.look();
    // Ahead of the doctor's click, and nobody waits for it.
    void server.current().then((client) => (client.ok ? client.value.warm() : undefined));
  }

  async function renew(): Promise<void> {
    ways.forgetRefusals();
    await server.reset();
    await begin();
  }

  async function follow(now: Settings, before: Settings): Promise<void> {
    await state.announceSettings();
    if (differs(now.join, before.join)) await join.follow();
    // Nobody who saves settings waits for it.
    if (differs([now.join, now.server], [before.join, before.server])) void embedding.renew();
    if (isOtherServer(now, before)) await renew();
    // Who works here changes no visit: its board is listed anew, and nothing is asked of the server.
    else if (!isSwitch(now, before)) hub.current()?.refresh();
    state.announceStatus();
  }

  settings.onChange((now, before) => {
    // One that goes wrong must not keep every later change from being followed.
    settling = settling
      .then(() => follow(now, before))
      .catch((error: unknown) => log.error('settings.not-followed', { cause: causeOf(error) }));
  });
  return { begin, renew, settled: () => settling };
}
