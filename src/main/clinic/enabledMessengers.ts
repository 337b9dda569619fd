/** Which messengers the clinic's service allows its desks, as its status last said: the desktop opens no others. */
import { z } from 'zod';
import { messengers, type Messenger } from '../../shared/sending/addresses.ts';

/** Open: what a newer service says more is not looked at. */
const statusSchema = z.looseObject({ sending: z.looseObject({ messengers: z.array(z.string()) }) });
const infoSchema = z.looseObject({ status: statusSchema });

export interface EnabledMessengers {
  /** The answer to `app:info`. */
  readonly info: (value: unknown) => void;
  /** What came with `status:changed`. */
  readonly status: (payload: unknown) => void;
  /** None before the service has said so. */
  readonly list: () => readonly Messenger[];
}

export function enabledMessengers(): EnabledMessengers {
  let enabled: readonly Messenger[] = [];
  const take = ({ sending }: z.output<typeof statusSchema>): void => {
    enabled = messengers.filter((messenger) => sending.messengers.includes(messenger));
  };
  return {
    info(value) {
      const info = infoSchema.safeParse(value);
      if (info.success) take(info.data.status);
    },
    status(payload) {
      const status = statusSchema.safeParse(payload);
      if (status.success) take(status.data);
    },
    list: () => enabled,
  };
}
