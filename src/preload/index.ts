/** Runs in the sandbox beside the doctor's UI and gives it two functions, nothing of Electron. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { createApi } from './api.ts';

const api = createApi({
  invoke: (channel, input) => ipcRenderer.invoke(channel, input),
  on: (channel, listener) => {
    const heard = (_event: IpcRendererEvent, payload: unknown): void => listener(payload);
    ipcRenderer.on(channel, heard);
    return () => {
      ipcRenderer.off(channel, heard);
    };
  },
});

contextBridge.exposeInMainWorld('visitDesk', api);
