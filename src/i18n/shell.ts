/** Words of the page's frame: the canvas's dots, the inspector's refusals, undo, opening and going back. */
import type { Translation } from './shape.ts';

export const shellEn = {
  actions: {
    add: 'add {name}',
    connect: 'connect {name}',
    remove: 'remove {name}',
    setParam: 'change {name}',
    setEdgeParam: 'change a connection',
    move: 'move {name}',
    rename: 'rename {name}',
    duplicate: 'duplicate',
    addFault: 'add a fault on {name}',
    removeFault: 'remove a fault',
    changeFault: 'change a fault',
    scenario: 'change the scenario',
    open: 'open {name}',
  },
  canvas: {
    instanceCrash: {
      up: '{name}: up. Crash it.',
      ejected: '{name}: out of rotation. Crash it.',
      starting: '{name}: starting. Crash it.',
    },
    instanceRestore: '{name}: down. Restore it.',
    crashedNow: '{name} crashes at {time}.',
    restoredNow: '{name} is back at {time}.',
    cannotRestore: 'No fault of yours keeps {name} down: it recovers by itself.',
    undo: 'Undo',
    lookInside: 'Look inside',
  },
  inspector: {
    explain: 'What {name} does',
    duplicate: 'Duplicate',
    moreThan: 'More than {value}.',
    risingList: 'At least two numbers, none below the one before, with commas between.',
    needsName: 'An operation needs a name.',
    faultAdded: '{what}: {name} at {time}.',
  },
  connect: {
    nothing: 'There is nothing left that it can be connected to.',
    whyNot: 'Why not the others?',
  },
  topBar: {
    earlierWork: 'Back to my own work',
    hashCopied: 'Run hash copied: {hash}',
    hashIs: 'Run hash: {hash}',
  },
  keys: {
    select: 'Select, then open the inspector',
    selectAll: 'Select all',
  },
  app: {
    opened: '{name} is open. Your own work is kept.',
    openedAlone: '{name} is open.',
    goBack: 'Back to my work',
    dismiss: 'Dismiss',
    timeArea: 'Playback, charts and story',
    outline: 'The drawing as a list',
  },
};

export const shellKo = {
  actions: {
    add: '{name} 추가',
    connect: '{name} 연결',
    remove: '{name} 삭제',
    setParam: '{name} 설정 변경',
    setEdgeParam: '연결 설정 변경',
    move: '{name} 이동',
    rename: '{name} 이름 변경',
    duplicate: '복제',
    addFault: '{name} 장애 추가',
    removeFault: '장애 삭제',
    changeFault: '장애 변경',
    scenario: '시나리오 변경',
    open: '{name} 열기',
  },
  canvas: {
    instanceCrash: {
      up: '{name}: 정상. 누르면 다운시킵니다.',
      ejected: '{name}: 분산 대상에서 제외됨. 누르면 다운시킵니다.',
      starting: '{name}: 시작 중. 누르면 다운시킵니다.',
    },
    instanceRestore: '{name}: 다운. 누르면 복구합니다.',
    crashedNow: '{time}에 {name}(이/가) 다운됩니다.',
    restoredNow: '{time}에 {name}(이/가) 복구됩니다.',
    cannotRestore: '시나리오에 {name}(을/를) 다운시킨 장애가 없습니다. 저절로 복구됩니다.',
    undo: '실행 취소',
    lookInside: '내부 보기',
  },
  inspector: {
    explain: '{name} 설명',
    duplicate: '복제',
    moreThan: '{value}보다 커야 합니다.',
    risingList: '숫자를 둘 이상, 작은 것부터 쉼표로 구분해 적으세요.',
    needsName: '연산에는 이름이 필요합니다.',
    faultAdded: '{what}: {name}, {time}',
  },
  connect: {
    nothing: '더 연결할 수 있는 대상이 없습니다.',
    whyNot: '나머지는 왜 안 되나요?',
  },
  topBar: {
    earlierWork: '내 작업으로 돌아가기',
    hashCopied: '실행 해시를 복사했습니다: {hash}',
    hashIs: '실행 해시: {hash}',
  },
  keys: {
    select: '선택, 한 번 더 누르면 속성 열기',
    selectAll: '모두 선택',
  },
  app: {
    opened: '{name}(을/를) 열었습니다. 내 작업은 그대로 있습니다.',
    openedAlone: '{name}(을/를) 열었습니다.',
    goBack: '내 작업으로',
    dismiss: '닫기',
    timeArea: '재생, 차트, 일어난 일',
    outline: '그림을 목록으로 보기',
  },
} satisfies Translation<typeof shellEn>;
