import { namespace } from "..";

const english = {
  title: "Every post goes out once",
  nav: {
    label: "Site",
    how: "How it works",
    promise: "Exactly once",
    pricing: "Plans",
    questions: "Questions",
    login: "Sign in",
    start: "Get started",
    open: "Open the app",
  },
  hero: {
    title: "Every post goes out once. And on time.",
    detail:
      "From a brief or a document to posts that fit each network, planned on your own clock. VelocityPost sends each exactly once, and shows you what happened.",
    start: "Start for free",
    how: "See how it works",
    note: "Eleven networks. Free to start.",
    thirty: "30 days of posts in 30 seconds",
  },
  picture: {
    label:
      "An example: a post is written at the left, previewed as it will look on X, and followed at the right from scheduled to published.",
    compose: "New post",
    text: "Rhubarb galette is back. Twelve of them, each Thursday from eight in the morning, until they are gone. First come, first cake.",
    alt: "A tart with pink rhubarb on a wooden table",
    count: "{{used}} / 280",
    schedule: "Schedule",
    when: "{{date}}, 08:00",
    zone: "Berlin",
    name: "Maple & Rye",
    handle: "@mapleandrye",
    now: "now",
    queue: "Today",
    example: "Example",
    rows: [
      { time: "08:00", text: "Rhubarb galette is back", state: "live" },
      { time: "12:30", text: "Lunch table for two?", state: "scheduled" },
      { time: "17:45", text: "Last loaves, half price", state: "scheduled" },
    ],
  },
  platforms: {
    title: "Eleven networks, each done properly",
    detail:
      "A network is here when it can be published to, checked afterwards and recovered from a lost answer. Limits, formats and prices are shown before you send.",
    now: "Works here",
    later: "Ready as soon as this installation has their keys: {{names}}.",
  },
  abilities: {
    title: "From a thought to a month of posts",
    detail: "You stay in command; the rest runs as far as you let it.",
    items: [
      {
        title: "Drafts that fit",
        detail:
          "One brief becomes a post for each network, in your voice, within its limits. It works without a key too, and says when no model wrote it.",
      },
      {
        title: "Your documents, with their grounds",
        detail:
          "Each statement shows where it stands in your file. Numbers and names that are not in it are marked.",
      },
      {
        title: "Tailored where you like",
        detail:
          "One post for all, or other words, pictures and options for one of them, with a preview of each.",
      },
      {
        title: "A calendar that moves",
        detail:
          "Drag a post to another day, by mouse or by keys, in any time zone. Notes, filters and campaigns included.",
      },
      {
        title: "Queues and evergreens",
        detail:
          "Add to the next free slot. What stays true comes round again, never the same words where a network forbids it.",
      },
      {
        title: "An autopilot with a brake",
        detail:
          "It plans weeks ahead and gives its reason for each slot. You approve, or let it run, and stop it within a second.",
      },
    ],
  },
  thirty: {
    title: "30 days of posts in 30 seconds",
    detail:
      "Say what you post about and where. Each post is written for its own network, checked against that network's rules, and waits for your review.",
    model: "with a model",
    modelHow:
      "until all 300 drafts of 30 days are there, by a model that takes 2 seconds for an answer, 8 at once",
    own: "without a model",
    ownHow: "until all 300 are there, drafted here without any AI service",
    refused: "0 of them refused by a network's own rules.",
    measured: "Measured, not estimated: see the track record",
    seconds: "{{seconds}} s",
  },
  how: {
    title: "From idea to published",
    steps: [
      {
        title: "Connect your account",
        detail:
          "You agree on the network's own page. VelocityPost never sees your password, and you can take the permission back at any time.",
      },
      {
        title: "Write, and see it",
        detail:
          "The preview and the count follow each network's own rules as you type: links, emoji, pictures and their descriptions.",
      },
      {
        title: "Pick the moment",
        detail:
          "Now, or a time on your own clock. When the clocks change, nine in the morning stays nine in the morning.",
      },
      {
        title: "Watch it happen",
        detail:
          "The calendar turns by itself, from scheduled to published, with a link. Likes and replies arrive in the same place.",
      },
    ],
  },
  promise: {
    title: "Published exactly once",
    lead: "Networks fail in the worst moment: after the post was sent, before the answer came. Sending again makes a double; giving up loses the post. We do neither.",
    points: [
      {
        title: "Noted down first",
        detail:
          "Before the first byte leaves, the attempt is on record. A crash or a power cut cannot make us forget that we may have posted.",
      },
      {
        title: "We look before we repeat",
        detail:
          "When an answer is lost, VelocityPost looks at your account for the post. Found means done. Not found means that it is safe to send.",
      },
      {
        title: "When nobody can tell, you decide",
        detail:
          "The post is marked unconfirmed, with everything that we know and two plain choices. It never goes out twice behind your back.",
      },
    ],
    timeline: {
      title: "What the record shows",
      label: "An example of the record of a post whose answer was lost",
      rows: [
        { time: "08:00:00.112", text: "Attempt 1 noted down" },
        { time: "08:00:00.164", text: "Sent to X, 318 bytes" },
        { time: "08:00:10.170", text: "No answer. Not sent again." },
        { time: "08:00:11.402", text: "Looked at @mapleandrye: the post is there" },
        { time: "08:00:11.405", text: "Published, once" },
      ],
    },
  },
  compare: {
    title: "When things go wrong",
    detail: "Most days any way of posting works. These are the other days.",
    situation: "What happens",
    byHand: "Posting by hand",
    ours: "With VelocityPost",
    rows: [
      {
        situation: "The connection drops while a post is being sent",
        byHand: "You reload, and guess whether to send it again",
        ours: "It looks for the post before anything is sent again",
      },
      {
        situation: "The machine is off when a post comes due",
        byHand: "The moment passes",
        ours: "The post goes out once when it is back, marked late; too late for your limit, it waits for you",
      },
      {
        situation: "The clocks change overnight",
        byHand: "You do the sums",
        ours: "The time that you picked is the time that it goes out",
      },
      {
        situation: "The text is three characters too long",
        byHand: "You learn it when you press post",
        ours: "You see it while you type, counted by each network's own rules",
      },
      {
        situation: "Something must not go out after all",
        byHand: "You delete and hope that nobody saw it",
        ours: "One button pauses or stops everything that is planned",
      },
    ],
  },
  plans: {
    title: "Plans",
    detail: "Limits that you can read in one breath.",
  },
  beside: {
    title: "Comparing with Buffer, Hootsuite or another tool?",
    detail:
      "Others change their prices and plans, so none of theirs are quoted here. These are our figures to set beside theirs. Ask each the same: what counts as one channel, what a second person costs, and what happens to a post whose answer was lost.",
    label: "Our plans in figures",
    plan: "Plan",
    month: "A month",
    platform: "A platform, if all are used",
    posts: "Posts in 30 days",
    post: "A post, if all are used",
    any: "no limit",
    falls: "less with each one",
  },
  faq: {
    title: "Questions",
    items: [
      {
        question: "Which platforms can I publish to?",
        answer:
          "X, Facebook Pages, Instagram, Threads, LinkedIn (people and Pages), YouTube, TikTok, Pinterest, Reddit, Bluesky and Mastodon, as far as the installation has their keys.",
      },
      {
        question: "Is “exactly once” really possible?",
        answer:
          "No program can force an answer out of a broken line. What it can do is never to send blindly again: look first, and ask you where looking is not possible. That is what we promise.",
      },
      {
        question: "What does it cost?",
        answer:
          "This release takes no payment. X charges whoever runs the installation for each post made through its interface; the price is shown before you schedule.",
      },
      {
        question: "What is the sandbox?",
        answer:
          "A working stand-in for the platforms, so that everything can be tried without real accounts and without anybody seeing it. A mark at the top of every page says whether you are in the sandbox or live.",
      },
      {
        question: "Where is my data?",
        answer:
          "On the machine that runs this installation. Access keys to your accounts are stored encrypted. The pages load nothing from other hosts, and there are no trackers.",
      },
      {
        question: "Can I stop everything at once?",
        answer:
          "Yes. Pausing holds every planned post until you resume; the emergency stop halts everything at once.",
      },
    ],
  },
  last: {
    title: "Write the first one",
    detail: "An account takes a minute. Nothing goes out before you say so.",
  },
  footer: {
    label: "More about it",
    track: "Track record",
    privacy: "Privacy",
    terms: "Terms",
    api: "API",
    line: "VelocityPost {{version}}, free software under the MIT licence.",
  },
  track: {
    title: "Track record",
    detail:
      "What the product claims of its own judgement, measured: on documents with planted falsehoods, on the public history of posts, on real files. Anybody can measure it again; the command is in its source.",
  },
  pricing: {
    title: "Plans",
    detail: "Start with the free one, and upgrade when you need more room.",
  },
};

export const useMarketingWords = namespace("marketing", english);
