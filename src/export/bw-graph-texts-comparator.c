/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-graph-texts.h"

#include "comparator/bw-same-day.h"
#include "comparator/bw-votes.h"
#include "export/bw-graph-comparator.h"

#define BEATS \
  "R peaks are found as NeuroKit’s method finds them, with the corrections of Lipponen and " \
  "Tarvainen (2019). A beat is every R peak r but the last whose window lies in the recording: " \
  "the raw, unfiltered samples r − 128 to r + 254 at 512 Hz in µV, upright, then the RR " \
  "interval to the next R peak in samples. Recordings at other rates are resampled."

#define DECISION_PUBLISHED_PAIR \
  "A logit of 0 or less is a vote for the class of the reference. 50 fasting and 50 glucose " \
  "references vote on a beat: it is fasting if more of the fasting ones vote for it, else after " \
  "glucose. On a recording only the pairs of its beat i with reference i (again from the first " \
  "after the 50th) of each class vote: it is after glucose if the share of the votes for " \
  "glucose is threshold or more."

#define DECISION_PUBLISHED_ALONE \
  "A beat is after glucose if its probability is threshold or more, and so is a recording of " \
  "which that share of beats is."

#define DECISION_DEFAULT_PAIR \
  "16 reference beats of the n beats of the day’s first two fasting recordings: those with the " \
  "numbers (2 i + 1) n / 32, rounded down, for i from 0 to 15; on a day without such recordings " \
  "those in references_fasting, as “reference” takes them. A beat’s probability is the sigmoid " \
  "of the mean of its logits against them. "

#define DECISION_DEFAULT \
  "A recording’s probability is the mean of its beats’: after glucose from threshold on, else " \
  "fasting, and no answer nearer to threshold than abstain. The day’s reference recordings " \
  "themselves are not judged."

static const char *
get_decision (const BwComparatorInfo *info)
{
  if (info->mode == BW_COMPARATOR_PUBLISHED)
    return info->rule == BW_RULE_COMPARATOR ? DECISION_PUBLISHED_PAIR : DECISION_PUBLISHED_ALONE;
  return info->rule == BW_RULE_COMPARATOR ? DECISION_DEFAULT_PAIR DECISION_DEFAULT
                                          : DECISION_DEFAULT;
}

static void
add_floats (BwGraph     *graph,
            const char  *key,
            const float *values,
            guint        n)
{
  g_autofree double *numbers = g_new (double, n);

  for (guint i = 0; i < n; i++)
    numbers[i] = (double) values[i];
  bw_graph_texts_add_numbers (graph, key, numbers, n);
}

/* One beat behind the other, as “reference” takes them. */
static void
add_references (BwGraph                 *graph,
                const BwComparatorModel *model,
                BwLabel                  label,
                const char              *key)
{
  const guint n_samples = bw_comparator_model_get_info (model)->mode == BW_COMPARATOR_PUBLISHED
                              ? BW_BEAT_SAMPLES
                              : BW_SAME_DAY_SAMPLES;
  guint n;
  const float *references = bw_comparator_model_get_references (model, label, &n);

  if (n > 0)
    add_floats (graph, key, references, n * n_samples);
}

void
bw_graph_texts_add_comparator (BwGraph                 *graph,
                               const BwModelRow        *row,
                               const BwComparatorModel *model)
{
  const BwComparatorInfo *info = bw_comparator_model_get_info (model);
  const BwDecision *decision = &info->decisions[info->rule];
  const float *fasting_mean = bw_comparator_model_get_fasting_mean (model);

  bw_graph_texts_add_model (graph, row, info->training_days->len == 0);
  bw_graph_add_metadata (
      graph, "not_glucose",
      "It tells recordings of this person under this protocol apart. It does not "
      "measure glucose.");
  bw_graph_add_metadata (graph, "beats", BEATS);
  bw_graph_add_metadata (graph, "decision", get_decision (info));
  bw_graph_texts_add_numbers (graph, "threshold", &decision->threshold, 1);
  bw_graph_texts_add_numbers (graph, "abstain", &decision->abstain, 1);
  if (info->mode == BW_COMPARATOR_DEFAULT)
    bw_graph_texts_add_numbers (graph, "factor", &decision->factor, 1);
  if (info->has_hr)
    {
      const double range[2] = { info->hr_low, info->hr_high };

      bw_graph_texts_add_numbers (graph, "fasting_heart_rate_learnt", range, 2);
    }
  if (info->rule == BW_RULE_COMPARATOR)
    {
      add_references (graph, model, BW_LABEL_FASTING, "references_fasting");
      add_references (graph, model, BW_LABEL_GLUCOSE, "references_glucose");
    }
  if (info->mode == BW_COMPARATOR_DEFAULT && fasting_mean != NULL)
    {
      float wave[BW_BEAT_SAMPLES];

      bw_graph_comparator_double_rate (wave, fasting_mean);
      add_floats (graph, "fasting_mean", wave, BW_BEAT_SAMPLES);
    }
}
