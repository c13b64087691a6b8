import type { Options } from "@/lib/api/posts";
import { useComposerWords } from "@/lib/strings/en/composer";

const music = "https://www.tiktok.com/legal/page/global/music-usage-confirmation/en";
const branded = "https://www.tiktok.com/legal/page/global/bc-policy/en";

/** What TikTok wants to be said before a post is sent. https://developers.tiktok.com/doc/content-sharing-guidelines */
export function TikTokTerms({ name, chosen }: { name: string; chosen: Options }) {
  const words = useComposerWords();
  const partnership = Boolean(chosen.branded_content);
  const link = (address: string, text: string) => (
    <a href={address} target="_blank" rel="noreferrer" className="text-accent-text underline">
      {text}
    </a>
  );
  return (
    <div className="flex flex-col gap-1 text-sm text-ink-muted">
      <p>{words("tiktok.posting", { name })}</p>
      {partnership && chosen.privacy === "SELF_ONLY" && (
        <p role="alert" className="text-bad-text">
          {words("tiktok.notPrivate")}
        </p>
      )}
      <p>
        {words("tiktok.agree")}{" "}
        {partnership && (
          <>
            {link(branded, words("tiktok.branded"))} {words("tiktok.and")}{" "}
          </>
        )}
        {link(music, words("tiktok.music"))}.
      </p>
      <p>{words("tiktok.takes")}</p>
    </div>
  );
}
