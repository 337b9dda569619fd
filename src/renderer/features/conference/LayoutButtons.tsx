import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/Icon.tsx';
import { useKeyHint } from '../keys/useKey.ts';
import { useCall } from './CallContext.tsx';
import { nextLayout, type CallLayout } from './layouts.ts';

/** One button for each layout that this desk has; the key goes from one to the next. */
export function LayoutButtons() {
  const { t } = useTranslation('call');
  const { layout, offered } = useCall();
  const next = nextLayout(layout, offered);
  return (
    <div className="layout-buttons" role="group" aria-label={t('layout')}>
      {offered.map((each) => (
        <LayoutButton key={each} layout={each} isNext={each === next} />
      ))}
    </div>
  );
}

interface LayoutButtonProps {
  readonly layout: CallLayout;
  readonly isNext: boolean;
}

function LayoutButton({ layout, isNext }: LayoutButtonProps) {
  const { t } = useTranslation('call');
  const call = useCall();
  const name = t(`layout-${layout}`);
  const hint = useKeyHint('call-layout', name);
  return (
    <button
      type="button"
      className="button small icon-only"
      aria-label={name}
      title={name}
      {...(isNext && hint)}
      aria-pressed={call.layout === layout}
      onClick={() => call.setLayout(layout)}
    >
      <Icon name={`layout-${layout}`} />
    </button>
  );
}
