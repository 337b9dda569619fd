import { describe, expect, it } from 'vitest';
import { byUse, interfaceKind } from '../../../../src/main/reach/interfaceKind.ts';
import type { InterfaceKind } from '../../../../src/shared/ipc/reach.ts';

const mac = '3c:22:fb:01:02:03';

describe('the kind of an interface', () => {
  it.each<readonly [string, InterfaceKind]>([
    ['eth0', 'ethernet'],
    ['enp3s0', 'ethernet'],
    ['eno1', 'ethernet'],
    ['Ethernet', 'ethernet'],
    ['Ethernet 2', 'ethernet'],
    ['Подключение по локальной сети', 'ethernet'],
    ['wlan0', 'wifi'],
    ['wlp2s0', 'wifi'],
    ['Wi-Fi', 'wifi'],
    ['Беспроводная сеть', 'wifi'],
    ['tun0', 'vpn'],
    ['wg0', 'vpn'],
    ['utun4', 'vpn'],
    ['OpenVPN TAP-Windows6', 'vpn'],
    ['Tailscale', 'vpn'],
    ['docker0', 'virtual'],
    ['br-1a2b3c', 'virtual'],
    ['vEthernet (WSL)', 'virtual'],
    ['VMware Network Adapter VMnet8', 'virtual'],
    ['bridge100', 'virtual'],
    // macOS numbers its cards and does not say which is which.
    ['en0', 'other'],
    ['Network 7', 'other'],
  ])('of %s is %s', (name, kind) => {
    expect(interfaceKind({ name, mac })).toBe(kind);
  });

  it('is what Linux itself says of a strange name', () => {
    expect(interfaceKind({ name: 'lan1', mac, wireless: true, virtual: false })).toBe('wifi');
    expect(interfaceKind({ name: 'lan1', mac, wireless: false, virtual: true })).toBe('virtual');
  });

  it('is virtual on the host side of virtual machines, whatever its name', () => {
    expect(interfaceKind({ name: 'Ethernet 3', mac: '0A:00:27:00:00:05' })).toBe('virtual');
    expect(interfaceKind({ name: 'Ethernet 4', mac: '00:50:56:C0:00:08' })).toBe('virtual');
    expect(interfaceKind({ name: 'eth0', mac: '08:00:27:00:00:05' })).toBe('ethernet');
  });
});

it('those first that phones are likely to share', () => {
  const kinds: InterfaceKind[] = ['virtual', 'vpn', 'other', 'wifi', 'ethernet'];
  expect(kinds.sort(byUse)).toEqual(['ethernet', 'wifi', 'other', 'vpn', 'virtual']);
});
