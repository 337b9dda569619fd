/** Who of a visit is in the call, by the server's roster (trueconf-api.md §3.4: how a guest's `id` looks there is not known). */
import type { Person } from '../../shared/person.ts';
import type { Guest, Participant } from '../trueconf/types.ts';

const sameLine = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/**
 * The ids of the persons who are there: by guest id, else by display name and not the owner. Namesakes who cannot
 * be told apart both count as there: nobody is called lost on a guess.
 * `doctor`: the doctor's own named guest, if there is one.
 */
export function seenInRoster(
  persons: readonly Person[],
  participants: readonly Participant[],
  doctor: Guest | undefined,
): ReadonlySet<string> {
  const seen = new Set<string>();
  let unknown = participants.filter((participant) => !participant.isOwner);
  for (const person of persons) {
    const others = unknown.filter((participant) => !participant.id.includes(person.guestId));
    if (others.length < unknown.length) seen.add(person.id);
    unknown = others;
  }
  const names = new Set(
    withoutDoctor(unknown, doctor).map((participant) => sameLine(participant.displayName)),
  );
  for (const person of persons) {
    if (names.has(sameLine(person.name))) seen.add(person.id);
  }
  return seen;
}

/** Whether the doctor's own named guest is there; `undefined`: none is known. */
export const isDoctorThere = (participants: readonly Participant[], doctor: Guest | undefined): boolean =>
  withoutDoctor(participants, doctor).length < participants.length;

function withoutDoctor(
  participants: readonly Participant[],
  doctor: Guest | undefined,
): readonly Participant[] {
  if (!doctor) return participants;
  const byId = participants.filter((participant) => !participant.id.includes(doctor.guestId));
  if (byId.length < participants.length) return byId;
  const index = participants.findIndex(
    (participant) => sameLine(participant.displayName) === sameLine(doctor.displayName),
  );
  return participants.filter((_, position) => position !== index);
}
