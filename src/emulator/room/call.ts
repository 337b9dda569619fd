/** This side in the call: its picture and sound, the others, the stage. */
import type { Texts } from './dom.ts';
import { colourPicture } from './media.ts';
import { createPeers } from './peers.ts';
import type { ClientMessage, RoomMember, ServerMessage } from './protocol.ts';
import { showStage } from './stage.ts';
import type { TextKey } from './texts.ts';

export interface CallOptions {
  readonly root: HTMLElement;
  readonly texts: Texts;
  readonly me: RoomMember;
  /** Who is in the call already. */
  readonly peers: readonly RoomMember[];
  /** `null`: neither camera nor microphone. */
  readonly media: MediaStream | null;
  readonly say: (message: ClientMessage) => void;
  readonly leave: () => void;
}

export interface Call {
  readonly me: RoomMember;
  readonly peers: () => readonly RoomMember[];
  readonly hear: (message: ServerMessage) => void;
  readonly video: (peerId: string) => HTMLVideoElement | undefined;
  readonly connection: (peerId: string) => RTCPeerConnection | undefined;
  readonly connected: () => boolean;
  readonly close: () => void;
}

function noticeOf(
  camera: MediaStreamTrack | undefined,
  microphone: MediaStreamTrack | undefined,
): TextKey | null {
  if (camera && microphone) return null;
  if (camera) return 'no-microphone';
  return microphone ? 'no-camera' : 'no-media';
}

export function joinCall({ root, texts, me, peers, media, say, leave }: CallOptions): Call {
  const camera = media?.getVideoTracks()[0];
  const microphone = media?.getAudioTracks()[0];
  const picture = colourPicture(media, me.color);
  const tracks = [picture.track, microphone].filter((track) => track !== null && track !== undefined);
  const own = new MediaStream(picture.track ? [picture.track] : []);
  const notice = noticeOf(camera, microphone);
  const stage = showStage({ root, texts, me, own, notice, microphone, camera, leave });
  const others = createPeers({
    tracks,
    send: (to, data) => {
      say({ type: 'signal', to, data });
    },
    onStream: stage.play,
  });
  const add = (member: RoomMember, call: boolean): void => {
    stage.add(member);
    others.add(member, call);
  };
  for (const member of peers) add(member, true);
  const find = (peerId: string) => others.all().find(({ member }) => member.id === peerId);
  return {
    me,
    peers: () => others.all().map(({ member }) => member),
    hear: (message) => {
      if (message.type === 'joined') add(message.peer, false);
      else if (message.type === 'signal') others.receive(message.from, message.data);
      else if (message.type === 'left') {
        others.remove(message.id);
        stage.remove(message.id);
      }
    },
    video: stage.video,
    connection: (peerId) => find(peerId)?.connection,
    connected: () => {
      const all = others.all();
      return all.length > 0 && all.every(({ connection }) => connection.connectionState === 'connected');
    },
    close: () => {
      picture.stop();
      others.close();
    },
  };
}
