/** One connection to each of the others. */
import type { Candidate, RoomMember, Signal } from './protocol.ts';

export interface Peer {
  readonly member: RoomMember;
  readonly connection: RTCPeerConnection;
}

export interface PeersOptions {
  readonly tracks: readonly MediaStreamTrack[];
  readonly send: (to: string, data: Signal) => void;
  readonly onStream: (peerId: string, stream: MediaStream) => void;
}

export interface Peers {
  readonly all: () => readonly Peer[];
  /** `call`: this side begins. */
  readonly add: (member: RoomMember, call: boolean) => void;
  readonly remove: (peerId: string) => void;
  readonly receive: (from: string, data: Signal) => void;
  readonly close: () => void;
}

interface Line extends Peer {
  /** Signals of one peer are handled one after another: a candidate must not overtake its description. */
  queue: Promise<void>;
}

function sendDescription(connection: RTCPeerConnection, send: (data: Signal) => void): void {
  const { localDescription: own } = connection;
  if (own && (own.type === 'offer' || own.type === 'answer'))
    send({ kind: 'description', sdp: own.sdp, sdpType: own.type });
}

async function handle(
  connection: RTCPeerConnection,
  data: Signal,
  send: (data: Signal) => void,
): Promise<void> {
  if (data.kind === 'candidate') return connection.addIceCandidate(data.candidate);
  await connection.setRemoteDescription({ type: data.sdpType, sdp: data.sdp });
  if (data.sdpType === 'answer') return;
  await connection.setLocalDescription();
  sendDescription(connection, send);
}

const toCandidate = ({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidate): Candidate => ({
  candidate,
  sdpMid,
  sdpMLineIndex,
});

function enqueue(line: Line, task: () => Promise<void>): void {
  // A signal that comes too late, for a connection that is closed, is nobody's business.
  line.queue = line.queue.then(task).catch(() => undefined);
}

function openLine(member: RoomMember, { tracks, send, onStream }: PeersOptions): Line {
  // No STUN and no TURN: everybody is on this computer or in this network.
  const connection = new RTCPeerConnection();
  const stream = new MediaStream();
  connection.ontrack = ({ track }) => {
    stream.addTrack(track);
    onStream(member.id, stream);
  };
  connection.onicecandidate = ({ candidate }) => {
    if (candidate) send(member.id, { kind: 'candidate', candidate: toCandidate(candidate) });
  };
  for (const track of tracks) connection.addTrack(track);
  return { member, connection, queue: Promise.resolve() };
}

/** Calls the other side now, and again when the way between them breaks. */
function callPeer(line: Line, { tracks, send }: PeersOptions): void {
  const { connection, member } = line;
  // Without an own microphone or camera this side still wants to hear and see.
  for (const kind of ['audio', 'video'] as const)
    if (!tracks.some((track) => track.kind === kind))
      connection.addTransceiver(kind, { direction: 'recvonly' });
  connection.oniceconnectionstatechange = () => {
    if (connection.iceConnectionState === 'failed') connection.restartIce();
  };
  connection.onnegotiationneeded = () => {
    enqueue(line, async () => {
      await connection.setLocalDescription();
      sendDescription(connection, (data) => {
        send(member.id, data);
      });
    });
  };
}

export function createPeers(options: PeersOptions): Peers {
  const lines = new Map<string, Line>();
  const remove = (peerId: string): void => {
    lines.get(peerId)?.connection.close();
    lines.delete(peerId);
  };
  return {
    all: () => [...lines.values()],
    add: (member, call) => {
      const line = openLine(member, options);
      lines.set(member.id, line);
      if (call) callPeer(line, options);
    },
    remove,
    receive: (from, data) => {
      const line = lines.get(from);
      if (!line) return;
      const reply = (answer: Signal): void => {
        options.send(from, answer);
      };
      enqueue(line, () => handle(line.connection, data, reply));
    },
    close: () => {
      for (const peerId of [...lines.keys()]) remove(peerId);
    },
  };
}
