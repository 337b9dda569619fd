/**
 * What kind of network an interface of this computer leads to, by what the system tells of it. No system says it plainly:
 * names are conventions, so what is not known by its name is `other`.
 */
import type { InterfaceKind } from '../../shared/ipc/reach.ts';

export interface InterfaceFacts {
  /** As the system names it: `wlp3s0`, `Wi-Fi`, `vEthernet (WSL)`. */
  readonly name: string;
  /** Six pairs of hex digits, with colons. */
  readonly mac: string;
  /** Linux says so itself; `undefined`: not told. */
  readonly wireless?: boolean | undefined;
  /** Of no device: made by a program. Linux says so itself; `undefined`: not told. */
  readonly virtual?: boolean | undefined;
}

const vpn =
  /^(?:tun|tap|wg|ppp|utun|ipsec|zt|gpd)\d|vpn|wireguard|anyconnect|tailscale|zerotier|hamachi|wintun/i;
const virtual =
  /^(?:docker|br-|veth|virbr|vmnet|vnic|vboxnet|lxc|lxd|cni|flannel|podman|dummy|bridge\d)|vethernet|hyper-v|vmware|virtualbox|wsl|bluetooth|npcap/i;
const wifi = /^(?:wl|wlan|wifi|ath)\w*\d|wi-?fi|wireless|беспровод/i;
const ethernet = /^(?:eth|en[opsx]|em\d|p\dp)|ethernet|подключение по локальной сети/i;

/** Host sides of virtual machines: VirtualBox, VMware. Inside a machine its one card has another prefix, and is real to it. */
const hostSides: readonly string[] = ['0a:00:27:', '00:50:56:c0:'];

export function interfaceKind({ name, mac, wireless, virtual: made }: InterfaceFacts): InterfaceKind {
  if (vpn.test(name)) return 'vpn';
  if (virtual.test(name) || hostSides.some((prefix) => mac.toLowerCase().startsWith(prefix)))
    return 'virtual';
  if (wireless === true || wifi.test(name)) return 'wifi';
  if (made === true) return 'virtual';
  return ethernet.test(name) ? 'ethernet' : 'other';
}

/** Those first that phones are likely to share. */
const order: readonly InterfaceKind[] = ['ethernet', 'wifi', 'other', 'vpn', 'virtual'];

export const byUse = (one: InterfaceKind, other: InterfaceKind): number =>
  order.indexOf(one) - order.indexOf(other);
