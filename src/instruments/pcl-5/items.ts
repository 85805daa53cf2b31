import { integerItem, numberedChoices } from "../define-items.ts";
import { dsm5Symptoms } from "../dsm-5-symptoms.ts";
import type { ItemDefinition } from "../item.ts";

/** The words of the form, a work of the US Government. */
const texts = [
  "Repeated, disturbing, and unwanted memories of the stressful experience?",
  "Repeated, disturbing dreams of the stressful experience?",
  "Suddenly feeling or acting as if the stressful experience were actually happening again (as if you were actually back there reliving it)?",
  "Feeling very upset when something reminded you of the stressful experience?",
  "Having strong physical reactions when something reminded you of the stressful experience (for example, heart pounding, trouble breathing, sweating)?",
  "Avoiding memories, thoughts, or feelings related to the stressful experience?",
  "Avoiding external reminders of the stressful experience (for example, people, places, conversations, activities, objects, or situations)?",
  "Trouble remembering important parts of the stressful experience?",
  "Having strong negative beliefs about yourself, other people, or the world (for example, having thoughts such as: I am bad, there is something seriously wrong with me, no one can be trusted, the world is completely dangerous)?",
  "Blaming yourself or someone else for the stressful experience or what happened after it?",
  "Having strong negative feelings such as fear, horror, anger, guilt, or shame?",
  "Loss of interest in activities that you used to enjoy?",
  "Feeling distant or cut off from other people?",
  "Trouble experiencing positive feelings (for example, being unable to feel happiness or have loving feelings for people close to you)?",
  "Irritable behavior, angry outbursts, or acting aggressively?",
  "Taking too many risks or doing things that could cause you harm?",
  "Being “superalert” or watchful or on guard?",
  "Feeling jumpy or easily startled?",
  "Having difficulty concentrating?",
  "Trouble falling or staying asleep?",
];

const choices = numberedChoices(["Not at all", "A little bit", "Moderately", "Quite a bit", "Extremely"]);

export const pcl5Items: readonly ItemDefinition[] = dsm5Symptoms.map(({ item, criterion, label }, index) =>
  integerItem(
    `item${item}`,
    `${criterion} ${label}`,
    { minimum: 0, maximum: 4 },
    {
      choices,
      // The form has one question for each of the 20 symptoms, in their order.
      text: texts[index] as string,
    },
  ),
);
