/**
 * Fencing off: from 20 s to 45 s the network cuts the west, and the primary in it, off from the rest. The east
 * chooses a primary of its own, the old one goes on taking the west's writes, and when the network heals those are
 * thrown away (domain reference §4).
 */
import type { GalleryEntry } from './entry.ts';

const arrival = { process: 'poisson', ratePerSec: 40 } as const;
const reading = { name: 'read post', type: 'read' } as const;
const writing = { name: 'write comment', type: 'write' } as const;

export const splitBrain: GalleryEntry = {
  id: 'split-brain',
  title: { en: 'Two primaries at once', ko: '동시에 주 데이터베이스 둘' },
  teaches: {
    en: 'At 20\u202fs the west is cut off, with the primary in it, and fencing is off. The east chooses a primary of its own, the old one does not stop, and both take writes. When the network heals at 45\u202fs one of them has to give way: everything it took alone is thrown away, though its writers heard “done”.',
    ko: '20초에 주 데이터베이스가 있는 서쪽이 네트워크에서 끊기고, 펜싱은 꺼져 있습니다. 동쪽은 새 주 데이터베이스를 뽑고, 옛 주도 멈추지 않아 둘 다 쓰기를 받습니다. 45초에 네트워크가 이어지면 한쪽이 물러나고, 그쪽이 혼자 받은 쓰기는 이미 완료로 응답했는데도 모두 버려집니다.',
  },
  file: {
    version: 1,
    name: 'Two primaries at once',
    description:
      'A set of three databases over two places, without fencing. Turn fencing on at the primary and run it again: the west is refused instead, and nothing is thrown away.',
    seed: 17,
    durationMs: 60_000,
    warmupMs: 5000,
    nodes: [
      {
        id: 'west-users',
        kind: 'client',
        label: 'West users',
        position: { x: 0, y: 0 },
        params: { arrival, operations: [reading, writing], timeoutMs: 2000 },
      },
      { id: 'west-web', kind: 'webServer', label: 'West web', position: { x: 240, y: 0 } },
      {
        id: 'db-1',
        kind: 'database',
        position: { x: 720, y: 0 },
        params: { readFrom: 'all', failover: { fencing: false } },
      },
      {
        id: 'east-users',
        kind: 'client',
        label: 'East users',
        position: { x: 0, y: 350 },
        params: { arrival, operations: [reading, writing], timeoutMs: 2000 },
      },
      { id: 'east-web', kind: 'webServer', label: 'East web', position: { x: 240, y: 350 } },
      { id: 'db-2', kind: 'database', position: { x: 500, y: 210 }, params: { role: 'replica' } },
      { id: 'db-3', kind: 'database', position: { x: 720, y: 350 }, params: { role: 'replica' } },
    ],
    edges: [
      { id: 'west-users-web', kind: 'request', source: 'west-users', target: 'west-web' },
      { id: 'west-web-db-1', kind: 'request', source: 'west-web', target: 'db-1' },
      { id: 'east-users-web', kind: 'request', source: 'east-users', target: 'east-web' },
      { id: 'east-web-db-2', kind: 'request', source: 'east-web', target: 'db-2' },
      { id: 'db-1-db-2', kind: 'replication', source: 'db-1', target: 'db-2' },
      { id: 'db-1-db-3', kind: 'replication', source: 'db-1', target: 'db-3' },
    ],
    zones: [
      {
        id: 'west',
        kind: 'zone',
        label: 'West',
        members: ['west-users', 'west-web', 'db-1'],
      },
      {
        id: 'east',
        kind: 'zone',
        label: 'East',
        members: ['east-users', 'east-web', 'db-2', 'db-3'],
      },
    ],
    faults: [{ kind: 'partition', atMs: 20_000, durationMs: 25_000, target: 'west' }],
    objectives: ['errorRatio < 0.05'],
  },
};
