/**
 * What the gallery shows: one entry for each file of `renderer/ui` that draws (a test compares), and what stands in CSS alone.
 * Texts are the desk's own, so that both languages are seen.
 */
import type { ComponentType } from 'react';
import { AlertStates, BannerStates, ErrorCodeStates, RunningTimeStates } from './news.tsx';
import { ComboboxStates, FieldStates, SwitchStates } from './fields.tsx';
import { ButtonStates, IconStates, MenuStates, StageStates } from './actions.tsx';
import { DialogStates, FormDialogStates, QuestionDialogStates } from './dialogs.tsx';

export const exhibits: Readonly<Record<string, ComponentType>> = {
  Button: ButtonStates,
  Icon: IconStates,
  Menu: MenuStates,
  Switch: SwitchStates,
  Combobox: ComboboxStates,
  Field: FieldStates,
  Stage: StageStates,
  RunningTime: RunningTimeStates,
  Banner: BannerStates,
  Alerts: AlertStates,
  ErrorCode: ErrorCodeStates,
  Dialog: DialogStates,
  FormDialog: FormDialogStates,
  QuestionDialog: QuestionDialogStates,
};
