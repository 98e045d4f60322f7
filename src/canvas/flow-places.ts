/** Zones and notes as React Flow sees them. A zone's frame is drawn around its members: it has no place of its own. */
import type { Translate } from '../i18n/i18n.ts';
import type { Note, Scenario, Zone } from '../scenario/schema.ts';
import { membersOf } from '../scenario/zones.ts';
import { documentStore, nameOf } from '../stores/document.ts';
import { joinZones } from '../stores/places.ts';
import type { NoteNode, ZoneNode } from './flow.ts';
import { type Box, boxAt } from './geometry.ts';
import { type Axes, type Place, placesOf } from './placement.ts';

/** Around the cards of a zone, and above them for its name. */
const ZONE_PAD = 22;
/** A region stands clear of the frames of its zones. */
const REGION_PAD = 20;
const NAME_HEIGHT = 26;
export const NOTE_SIZE = { width: 200, height: 88 };

type Zones = Pick<Scenario, 'nodes' | 'edges' | 'zones'>;

export function placeNodes(
  scenario: Scenario,
  axes: Axes,
  { selected, t }: { readonly selected: ReadonlySet<string>; readonly t: Translate },
): (ZoneNode | NoteNode)[] {
  const frames = zoneFrames(scenario, axes);
  const zones = scenario.zones.flatMap((zone): ZoneNode[] => {
    const frame = frames.get(zone.id);
    if (!frame) return [];
    const size = { width: frame.width, height: frame.height };
    const count = membersOf(scenario.zones, zone.id)?.length ?? 0;
    return [
      {
        id: zone.id,
        type: 'zone',
        position: { x: frame.x, y: frame.y },
        ...size,
        measured: size,
        selected: selected.has(zone.id),
        // Behind the cards and the links; the name alone is taken hold of.
        zIndex: zone.kind === 'region' ? -2 : -1,
        style: { pointerEvents: 'none' },
        dragHandle: '.zone-name',
        connectable: false,
        ariaLabel: t(zone.kind === 'region' ? 'editing.regionLabel' : 'editing.zoneLabel', {
          name: zone.label ?? zone.id,
          count,
        }),
        data: { zone, count },
      },
    ];
  });
  const notes = scenario.notes.map((note): NoteNode => {
    const { x, y, ...size } = noteBox(note, axes);
    return {
      id: note.id,
      type: 'note',
      position: { x, y },
      ...size,
      measured: size,
      selected: selected.has(note.id),
      connectable: false,
      ariaLabel: t('editing.noteLabel', { text: note.text }),
      data: { note },
    };
  });
  return [...zones, ...notes];
}

/** Where a note is shown. */
export const noteBox = ({ position, size }: Note, axes: Axes): Box => ({
  ...axes.show(position),
  width: size?.width ?? NOTE_SIZE.width,
  height: size?.height ?? NOTE_SIZE.height,
});

/** Frames as shown, by id of the zone; one without members has none. */
export function zoneFrames(scenario: Zones, axes: Axes): ReadonlyMap<string, Box> {
  const places = placesOf(scenario as Scenario);
  const frames = new Map<string, Box>();
  const cardOf = (id: string) => {
    const place = places.get(id);
    return place && boxAt(axes.show(place));
  };
  const byRank = [...scenario.zones].sort((a, b) => rank(a) - rank(b));
  for (const zone of byRank) {
    const inner = zone.members.flatMap((id) => cardOf(id) ?? frames.get(id) ?? []);
    const frame = around(inner, zone.kind === 'region' ? ZONE_PAD + REGION_PAD : ZONE_PAD);
    if (frame) frames.set(zone.id, frame);
  }
  return frames;
}

/** Zones first: a region is drawn around theirs. */
const rank = ({ kind }: Zone) => (kind === 'zone' ? 0 : 1);

function around(boxes: readonly Box[], pad: number): Box | null {
  if (boxes.length === 0) return null;
  const x = Math.min(...boxes.map((box) => box.x)) - pad;
  const y = Math.min(...boxes.map((box) => box.y)) - pad - NAME_HEIGHT;
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) + pad - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) + pad - y,
  };
}

type Move = { readonly id: string; readonly x: number; readonly y: number };

/** A frame that is moved moves its members, each once, though it be moved itself or stand in two such frames. */
export function movesOf(moves: readonly Move[], axes: Axes): Move[] {
  const { scenario } = documentStore.getState();
  const frames = zoneFrames(scenario, axes);
  const places = placesOf(scenario);
  const own = moves.filter(({ id }) => !frames.has(id));
  const moved = new Set(own.map(({ id }) => id));
  for (const { id, x, y } of moves) {
    const frame = frames.get(id);
    if (!frame) continue;
    for (const member of membersOf(scenario.zones, id) ?? []) {
      const place = places.get(member);
      if (!place || moved.has(member)) continue;
      moved.add(member);
      const shown = axes.show(place);
      own.push({ id: member, x: shown.x + x - frame.x, y: shown.y + y - frame.y });
    }
  }
  return own;
}

/** Nodes that now lie inside a frame without belonging to it: to which zone each comes, the innermost. */
export function joinsOf(ids: readonly string[], axes: Axes): ReadonlyMap<string, string> {
  const { scenario } = documentStore.getState();
  const places = placesOf(scenario);
  const joins = new Map<string, string>();
  const dropped = new Set(ids);
  // What has been dropped together does not stretch the frame that it may come to stand in.
  const zones = scenario.zones.map((zone) => ({
    ...zone,
    members: zone.members.filter((id) => !dropped.has(id)),
  }));
  const frames = zoneFrames({ ...scenario, zones }, axes);
  for (const id of ids) {
    const place = places.get(id);
    if (!place || scenario.zones.some((zone) => membersOf(scenario.zones, zone.id)?.includes(id))) {
      continue;
    }
    const box = boxAt(axes.show(place));
    const inside = [...frames].filter(([, frame]) => isInside(middleOf(box), frame));
    const innermost = inside.sort(([, a], [, b]) => a.width * a.height - b.width * b.height)[0];
    if (innermost) joins.set(id, innermost[0]);
  }
  return joins;
}

/** Whatever a drag has left inside a frame comes to its zone, as part of the drag. */
export function dropInto(ids: readonly string[], axes: Axes): void {
  const joins = joinsOf(ids, axes);
  const [only, ...others] = ids;
  if (only === undefined || joins.size === 0) return;
  joinZones(joins, others.length > 0 ? { count: ids.length } : { name: nameOf(only) });
}

const middleOf = (box: Box): Place => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

function isInside({ x, y }: Place, box: Box): boolean {
  return x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
}
