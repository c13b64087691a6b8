import { DialogRoot } from "@/components/ui/dialog";

import { InstanceDialog } from "./InstanceDialog";
import { SignInDialog } from "./SignInDialog";
import type { Connecting, Way } from "./use-connecting";

/** What has to be asked here before the platform can be: the server, or a handle and an app password. */
export default function ConnectDialog({ connecting, ...way }: Way & { connecting: Connecting }) {
  const { open, onOpenChange } = connecting.asking;
  return (
    <DialogRoot open={open} onOpenChange={onOpenChange}>
      {way.platform.sign_in.by === "instance" ? (
        <InstanceDialog connecting={connecting} />
      ) : (
        <SignInDialog {...way} onDone={() => onOpenChange(false)} />
      )}
    </DialogRoot>
  );
}
