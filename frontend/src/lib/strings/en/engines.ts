import { namespace } from "..";

const english = {
  title: "Models and budget",
  detail:
    "Texts are written by the first model that has a key. If it fails or the budget is used up, the next one is asked, and in the end texts are put together without a model.",
  order: "Order in which models are asked",
  first: "Writes now",
  own: "Your key",
  installation: "Key of this installation",
  none: "No key",
  setAt: "Set {{when}}",
  checked: "accepted by the service",
  unchecked: "not yet checked",
  price: "{{in}} in, {{out}} out for a million tokens",
  set: "Set a key",
  replace: "Replace",
  remove: "Remove",
  setFor: "Set a key for {{name}}",
  replaceFor: "Replace the key for {{name}}",
  removeFor: "Remove the key for {{name}}",
  dialogTitle: "Key for {{name}}",
  dialogDetail: "The service is asked whether it takes the key. It is kept encrypted and never shown again.",
  key: "Key",
  save: "Save the key",
  saved: "The key is saved.",
  removed: "The key is removed.",
  removeTitle: "Remove the key for {{name}}?",
  removeDetail: "Texts are then written by the next model in the list, or without one.",
  composer: "Without a model",
  composerDetail: "Always there: texts are put together from the domain and your document.",
  usage: "This month",
  spent: "{{cost}} and {{tokens}} tokens",
  ofBudget: "{{cost}} of {{budget}}",
  unpriced: "Calls to models whose price is not known are in the tokens, not in the money.",
  budget: "Budget a month, in US dollars",
  budgetHint:
    "Leave it empty for the limit of this installation. When it is used up, texts are written without a model.",
  budgetSave: "Save the budget",
  budgetSaved: "The budget is saved.",
  budgetWrong: "Write an amount of zero or more.",
};

export const useEngineWords = namespace("engines", english);
