/** Zoom and fit, for those without a wheel; and the drawing as a list, for those who would rather read it. */
import { useReactFlow } from '@xyflow/react';
import { List, Maximize, Minus, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/i18n.ts';
import { canvas } from '../stores/canvas-commands.ts';
import { useSession } from '../stores/hooks.ts';
import { openPanel } from '../stores/session.ts';
import { IconButton } from '../ui/button.tsx';
import { calmDuration } from './camera.ts';

export function CameraButtons({
  onZoom,
  children,
}: {
  readonly onZoom: () => void;
  /** More of them. */
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation();
  const flow = useReactFlow();
  const isFigure = useSession((state) => state.isFigure);
  const zoom = (change: 'zoomIn' | 'zoomOut') => {
    onZoom();
    void flow[change]({ duration: calmDuration() });
  };
  return (
    <div className="camera">
      <IconButton label={t('canvas.zoomOut')} side="top" isSmall onClick={() => zoom('zoomOut')}>
        <Minus size={14} aria-hidden />
      </IconButton>
      <IconButton label={t('canvas.zoomIn')} side="top" isSmall onClick={() => zoom('zoomIn')}>
        <Plus size={14} aria-hidden />
      </IconButton>
      <IconButton
        label={t('canvas.fit')}
        keys="Shift+1"
        side="top"
        isSmall
        onClick={() => canvas()?.fit()}
      >
        <Maximize size={13} aria-hidden />
      </IconButton>
      {isFigure ? null : (
        <IconButton
          label={t('shell.app.outline')}
          keys="U"
          side="top"
          isSmall
          onClick={() => openPanel('outline')}
        >
          <List size={14} aria-hidden />
        </IconButton>
      )}
      {children}
    </div>
  );
}
