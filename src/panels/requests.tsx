/** Requests to open: the slowest, the failed, the stale, of the whole run or around the cursor; and the trace of a window. */
import { Download } from 'lucide-react';
import { memo, useId, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { documentStore } from '../stores/document.ts';
import {
  type ListName,
  listNames,
  type NotableList,
  type NotableRequest,
  notableList,
} from '../stores/notable-lists.ts';
import type { Span } from '../stores/recorded-series.ts';
import { listRequests, openRequest, requestsStore } from '../stores/requests.ts';
import { askTrace, player, runStore } from '../stores/run.ts';
import { useRun } from '../stores/run-hooks.ts';
import { showToast } from '../stores/session.ts';
import { fileName } from '../stores/sharing.ts';
import { Button } from '../ui/button.tsx';
import { Menu, MenuItem, MenuLabel } from '../ui/menu.tsx';
import { type RequestWords, useRequestWords } from './request-words.ts';
import './requests.css';
import { saveText } from './save-to-disk.ts';

/** Around the cursor: a fortieth of the run either way, long enough to find something in. */
const NEAR_SHARE = 40;
/** The cursor moves all the time: the list around it follows in steps. */
const NEAR_STEPS = 80;

export function Requests() {
  const { t } = useTranslation();
  const format = useFormat();
  const list = useStore(requestsStore, (state) => state.list);
  const isNear = useStore(requestsStore, (state) => state.isNear);
  const words = useRequestWords();
  const { found, span } = useList(list, isNear);
  const shown = found.rows.length;
  const time = (ns: number) => format.shortTime(ns / 1e6);
  const stretch = { from: time(span.fromNs), to: time(span.toNs) };
  return (
    <section className="requests" aria-label={t('requests.title')}>
      <div className="requests-bar">
        <Choice
          label={t('requests.lists.label')}
          options={listNames.map((value) => ({ value, label: t(`requests.lists.${value}`) }))}
          value={list}
          onChange={(list) => listRequests({ list })}
        />
        <Choice
          label={t('requests.lists.span')}
          options={[
            { value: 'whole', label: t('requests.lists.whole') },
            { value: 'near', label: t('requests.lists.near') },
          ]}
          value={isNear ? 'near' : 'whole'}
          onChange={(span) => listRequests({ isNear: span === 'near' })}
        />
      </div>
      {words && found.count > 0 ? (
        <>
          <p className="requests-stretch num">
            {t(`requests.lists.${found.count > shown ? (`some.${list}` as const) : 'all'}`, {
              count: found.count,
              shown,
              ...stretch,
            })}
          </p>
          <List found={found} words={words} list={list} />
        </>
      ) : (
        <p className="requests-none num">{t(`requests.lists.none.${list}`, stretch)}</p>
      )}
      <footer className="requests-foot">
        <p>{t('requests.lists.clickDot')}</p>
        <TraceMenu />
      </footer>
    </section>
  );
}

function useList(
  list: ListName,
  isNear: boolean,
): { readonly found: NotableList; readonly span: Span } {
  const run = useRun((state) => state.run);
  const chunks = useRun(() => player.recording()?.notable.length ?? 0);
  const durationNs = useRun((state) => state.durationNs);
  const step = useRun((state) =>
    isNear && state.durationNs > 0
      ? Math.round((state.cursorNs / state.durationNs) * NEAR_STEPS)
      : -1,
  );
  return useMemo(() => {
    const recording = player.recording();
    if (!recording || run < 0 || chunks === 0) {
      return { found: { rows: [], count: 0 }, span: { fromNs: 0, toNs: 0 } };
    }
    const atNs = (step / NEAR_STEPS) * durationNs;
    const reachNs = step < 0 ? Number.POSITIVE_INFINITY : durationNs / NEAR_SHARE;
    const fromNs = Math.max(0, atNs - reachNs);
    const toNs = Math.max(fromNs, Math.min(recording.doneNs, atNs + reachNs));
    // What ended with the run itself is a part of it.
    const last = toNs === recording.doneNs ? Number.POSITIVE_INFINITY : toNs;
    return {
      found: notableList(recording.notable, list, { fromNs, toNs: last }),
      span: { fromNs, toNs },
    };
  }, [list, run, chunks, durationNs, step]);
}

interface ListProps {
  readonly found: NotableList;
  readonly words: RequestWords;
  readonly list: ListName;
}

function List({ found, words, list }: ListProps) {
  const { t } = words;
  const opened = useStore(requestsStore, (state) => state.opened);
  const rows = useRef<HTMLOListElement>(null);
  // One stop for Tab, from which the arrows lead on: two hundred would bar the way.
  const [reached, setReached] = useState<number | null>(null);
  const has = (request: number | null) => found.rows.some((row) => row.request === request);
  const stop = [reached, opened].find(has) ?? found.rows[0]?.request;
  return (
    <div className="requests-scroll scroll">
      <ol
        ref={rows}
        className="request-list num"
        aria-label={t(`requests.lists.${list}`)}
        onKeyDown={(event) => {
          const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (by === undefined || !rows.current) return;
          const buttons = [...rows.current.querySelectorAll('button')];
          const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
          event.preventDefault();
          buttons[at + by]?.focus();
        }}
      >
        {found.rows.map((row) => (
          <Row
            key={row.request}
            row={row}
            words={words}
            isOpen={row.request === opened}
            isStop={row.request === stop}
            onReach={setReached}
          />
        ))}
      </ol>
      <p className="requests-more">
        {t('requests.lists.kept', { sliceMs: words.shape.sliceNs / 1e6 })}
      </p>
    </div>
  );
}

const Row = memo(function Row({
  row,
  words,
  isOpen,
  isStop,
  onReach,
}: {
  readonly row: NotableRequest;
  readonly words: RequestWords;
  readonly isOpen: boolean;
  readonly isStop: boolean;
  readonly onReach: (request: number) => void;
}) {
  const format = useFormat();
  const { operation, cause, culprit, sentNs, endedNs, request } = row;
  return (
    <li>
      <button
        type="button"
        aria-current={isOpen ? 'true' : undefined}
        data-request={request}
        tabIndex={isStop ? 0 : -1}
        onFocus={() => onReach(request)}
        title={words.t('requests.lists.number', { number: String(request) })}
        onClick={() => openRequest(request)}
      >
        <time className="mono">{format.shortTime(sentNs / 1e6)}</time>
        <span className="request-what">
          <span className="request-operation">{words.operation(operation)}</span>
          {cause === 0 ? null : (
            <span className="request-cause">
              {words.cause(cause)}
              {culprit < 0 ? '' : ` · ${words.node(culprit)}`}
            </span>
          )}
        </span>
        <span className="request-took">{format.duration((endedNs - sentNs) / 1e6)}</span>
      </button>
    </li>
  );
});

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** Radio buttons in a row: one of a few. */
function Choice<T extends string>({ label, options, value, onChange }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className="requests-choice">
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Lengths of a trace's window, milliseconds: from a close look to what a tracing page still scrolls well. */
const TRACES_MS = [10, 100, 1000] as const;

function TraceMenu() {
  const { t } = useTranslation();
  return (
    <Menu
      align="end"
      trigger={
        <Button isSmall>
          <Download size={13} aria-hidden />
          {t('requests.lists.saveTrace')}
        </Button>
      }
    >
      <MenuLabel>{t('requests.lists.traceHelp')}</MenuLabel>
      {TRACES_MS.map((lengthMs) => (
        <MenuItem key={lengthMs} onSelect={() => void saveTrace(lengthMs, t)}>
          {t('requests.lists.traceSpan', { lengthMs })}
        </MenuItem>
      ))}
    </Menu>
  );
}

async function saveTrace(lengthMs: number, t: RequestWords['t']): Promise<void> {
  const { bufferedNs } = runStore.getState();
  const halfNs = (lengthMs / 2) * 1e6;
  // Near either end of what there is the window is moved, not cut.
  const fromNs = Math.floor(
    Math.max(0, Math.min(player.cursorNs() - halfNs, bufferedNs - 2 * halfNs)),
  );
  const text = await askTrace(fromNs, fromNs + 2 * halfNs);
  if (text === null) {
    showToast({ text: t('requests.lists.traceNone'), tone: 'bad' });
    return;
  }
  if (typeof text !== 'string') {
    showToast({ text: t('looks.failed', { message: text.message }), tone: 'bad' });
    return;
  }
  const stem = fileName(documentStore.getState().scenario.name).replace(/\.json$/, '');
  const word = t('requests.lists.traceFile');
  const name = `${stem}-${word}-${Math.round(fromNs / 1e6)}ms.json`;
  saveText(name, text);
  showToast({ text: t('requests.lists.traceSaved', { name }), tone: 'good' });
}
