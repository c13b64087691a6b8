import { useState } from "react";

import { DialogRoot, Sheet } from "@/components/ui/dialog";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { toast } from "@/components/ui/toast";
import type { Media } from "@/lib/api/contract";
import { usePictureWords } from "@/lib/strings/en/pictures";

import { CardMaker } from "./card-maker";
import { DrawingMaker } from "./drawing-maker";
import { LinkMaker } from "./link-maker";

interface PictureMakerProps {
  /** What stands on a card at first. */
  text?: string;
  onMade: (media: Media) => void;
  onClose: () => void;
}

const ways = ["quote", "meme", "link", "drawing"] as const;

/** Draws a card, fetches a link's own picture, or lets a model draw. */
export default function PictureMaker({ text = "", onMade, onClose }: PictureMakerProps) {
  const words = usePictureWords();
  const [way, setWay] = useState<string>("quote");
  const made = (media: Media) => {
    toast.done(words("made"));
    onMade(media);
    onClose();
  };
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Sheet title={words("title")} detail={words("detail")} className="sm:max-w-xl">
        <Tabs value={way} onValueChange={setWay}>
          <TabsList aria-label={words("ways")}>
            {ways.map((one) => (
              <TabsTrigger key={one} value={one}>
                {words(one)}
              </TabsTrigger>
            ))}
          </TabsList>
          <TabsContent value="quote">
            <CardMaker kind="quote" text={text} onMade={made} />
          </TabsContent>
          <TabsContent value="meme">
            <CardMaker kind="meme" text={text} onMade={made} />
          </TabsContent>
          <TabsContent value="link">
            <LinkMaker onMade={made} />
          </TabsContent>
          <TabsContent value="drawing">
            <DrawingMaker text={text} onMade={made} />
          </TabsContent>
        </Tabs>
      </Sheet>
    </DialogRoot>
  );
}
