/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-golden-private.h"

#include "base/bw-random.h"
#include "comparator/bw-same-day.h"
#include "export/bw-graph-comparator.h"

#include <math.h>
#include <string.h>

#define SAMPLES BW_BEAT_SAMPLES
#define HALF BW_SAME_DAY_SAMPLES

typedef struct
{
  BwGolden *golden;
  const BwComparatorModel *model;
  const BwComparatorInfo *info;
  guint n;               /* beats wanted in all */
  guint n_samples;       /* of a wave as the rule reads it */
  BwProgress *progress;
  GCancellable *cancellable;

  const BwBeatSet *set;
  BwSameDayInput *input; /* default mode: all its beats as the rule reads them */

  guint32 day;           /* default mode: whose means these are; 0: none yet */
  float mean[SAMPLES], size[SAMPLES];
} Maker;

static const BwBeatRecording *
get_recording (const BwBeatSet *set,
               guint            r)
{
  return &g_array_index (set->recordings, BwBeatRecording, r);
}

/* The wave of a beat as the rule reads it. */
static const float *
get_wave (const Maker *maker,
          guint        beat)
{
  const float *waves = maker->input != NULL ? maker->input->inputs : maker->set->waves;

  return waves + (gsize) beat * maker->n_samples;
}

/* The mean of the beats of @day, or with @references of its fasting references only. */
static void
get_day_mean (float       *mean,
              const Maker *maker,
              guint32      day,
              gboolean     references)
{
  double sum[SAMPLES] = { 0 };
  guint n = 0;

  for (guint r = 0; r < maker->set->recordings->len; r++)
    {
      const BwBeatRecording *recording = get_recording (maker->set, r);

      if (recording->day != day || (references && !maker->input->is_reference[r]))
        continue;
      for (guint b = 0; b < recording->n_beats; b++, n++)
        for (guint i = 0; i < SAMPLES; i++)
          sum[i] += (double) maker->set->waves[(gsize) (recording->first + b) * SAMPLES + i];
    }
  for (guint i = 0; i < SAMPLES; i++)
    mean[i] = n > 0 ? (float) (sum[i] / n) : 0;
}

/* What default mode is told of the day of recording @r. */
static void
append_day (Maker *maker,
            guint  r)
{
  const guint32 day = get_recording (maker->set, r)->day;
  const float *learnt = bw_comparator_model_get_fasting_mean (maker->model);
  const gboolean has = maker->input->has_reference[r];

  if (day != maker->day)
    {
      memset (maker->mean, 0, sizeof maker->mean);
      if (has)
        get_day_mean (maker->mean, maker, day, TRUE);
      else if (learnt != NULL)
        bw_graph_comparator_double_rate (maker->mean, learnt);
      get_day_mean (maker->size, maker, day, has);
      maker->day = day;
    }
  bw_golden_append_floats (maker->golden->inputs, "fasting_mean", maker->mean);
  if (maker->info->rule == BW_RULE_COMPARATOR)
    bw_golden_append_floats (maker->golden->inputs, "size_mean", maker->size);
}

/* A reference for the @i-th beat, which is of recording @r: of its own day, or of the training
 * days; a beat of the set where there is neither. */
static const float *
choose_reference (const Maker *maker,
                  guint        i,
                  guint        r)
{
  const gboolean published = maker->info->mode == BW_COMPARATOR_PUBLISHED;
  const BwLabel label = published && i % 2 == 1 ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING;
  const float *references;
  guint n;

  for (guint other = 0; maker->input != NULL && other < maker->set->recordings->len; other++)
    {
      const BwBeatRecording *recording = get_recording (maker->set, other);

      if (maker->input->is_reference[other] && recording->day == get_recording (maker->set, r)->day)
        return get_wave (maker, recording->first + i % recording->n_beats);
    }
  references = bw_comparator_model_get_references (maker->model, label, &n);
  if (n > 0)
    return references + (gsize) (i % n) * maker->n_samples;
  return get_wave (maker, (i * 7 + 3) % maker->set->n_beats);
}

/* What the rule says of @n waves, in pairs with @references where it takes such. */
static void
append_answers (const Maker *maker,
                const float *waves,
                const float *references,
                guint        n)
{
  const BwBeatNet *net = bw_comparator_model_get_net (maker->model);
  const BwLogistic *logistic = bw_comparator_model_get_logistic (maker->model);
  g_autofree float *logits = g_new (float, n);
  g_autofree guint *index = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    index[i] = i;
  if (maker->info->rule == BW_RULE_COMPARATOR)
    {
      g_autoptr (BwBeatFeatures) a = bw_beat_net_encode (net, waves, n, NULL);
      g_autoptr (BwBeatFeatures) b = bw_beat_net_encode (net, references, n, NULL);

      bw_beat_net_compare_pairs (net, logits, a, index, b, index, n, NULL);
    }
  else if (maker->info->rule == BW_RULE_CLASSIFIER)
    bw_beat_net_classify (net, logits, waves, n, NULL);
  for (guint i = 0; i < n; i++)
    {
      const double logit
          = maker->info->rule == BW_RULE_LOGISTIC
                ? bw_logistic_get_logit (logistic, waves + (gsize) i * maker->n_samples)
                : (double) logits[i];
      const double probability = bw_logistic_probability (logit);

      bw_golden_append (maker->golden->outputs, "logit", &logit);
      bw_golden_append (maker->golden->outputs, "probability", &probability);
    }
}

/* @n beats of the set, evenly spread over it. */
static gboolean
add_beats (Maker   *maker,
           guint    n,
           GError **error)
{
  const gboolean pair = maker->info->rule == BW_RULE_COMPARATOR;
  const gboolean same_day = maker->info->mode == BW_COMPARATOR_DEFAULT;
  const gsize wave = maker->n_samples * sizeof (float);
  g_autofree float *waves = g_malloc (n * wave);
  g_autofree float *references = g_malloc (n * wave);

  for (guint i = 0; i < n; i++)
    {
      const guint beat = (guint) ((2 * (guint64) i + 1) * maker->set->n_beats / (2 * (guint64) n));
      const guint r = maker->set->recording[beat];

      if (g_cancellable_set_error_if_cancelled (maker->cancellable, error))
        return FALSE;
      bw_progress_update (maker->progress, (double) (maker->golden->n + i) / maker->n);
      memcpy (waves + (gsize) i * maker->n_samples, get_wave (maker, beat), wave);
      bw_golden_append_floats (maker->golden->inputs, "beat",
                               maker->set->waves + (gsize) beat * SAMPLES);
      if (same_day)
        append_day (maker, r);
      if (!pair)
        continue;
      memcpy (references + (gsize) i * maker->n_samples, choose_reference (maker, i, r), wave);
      bw_golden_append_floats (maker->golden->inputs, "reference",
                               references + (gsize) i * maker->n_samples);
      if (same_day)
        bw_golden_append_floats (maker->golden->outputs, "prepared", get_wave (maker, beat));
    }
  append_answers (maker, waves, references, n);
  maker->golden->n += n;
  return TRUE;
}

/* @set: its beats as the rule reads them, @n of them added. */
static gboolean
add_set (Maker            *maker,
         const BwBeatSet  *set,
         guint             n,
         GError          **error)
{
  gboolean ok;

  maker->set = set;
  maker->day = 0;
  if (maker->info->mode == BW_COMPARATOR_DEFAULT)
    {
      maker->input = bw_same_day_input_new (set, maker->info->decisions[maker->info->rule].factor,
                                            bw_comparator_model_get_fasting_mean (maker->model));
      if (maker->info->rule == BW_RULE_COMPARATOR)
        bw_same_day_input_scale (maker->input, set);
    }
  ok = add_beats (maker, n, error);
  g_clear_pointer (&maker->input, bw_same_day_input_free);
  return ok;
}

/* A bump of @height µV at sample @centre. */
static double
bump (guint  i,
      double centre,
      double width,
      double height)
{
  const double d = (i - centre) / width;

  return height * exp (-d * d / 2);
}

/* At least @n beats of P, QRS and T waves with noise on three days, on the second of which nobody
 * fasted. */
static BwBeatSet *
make_up (guint n)
{
  enum
  {
    DAYS = 3,
    A_DAY = 4
  };
  const guint n_beats = n / (DAYS * A_DAY) + 1;
  GRand *rand = bw_random_new (1, "golden");
  GArray *recordings = bw_beat_recordings_new ();
  float *waves = g_new (float, (gsize) DAYS *A_DAY *n_beats *SAMPLES), *wave = waves;

  for (guint r = 0; r < DAYS * A_DAY; r++)
    {
      const gboolean after = r % A_DAY >= 2;
      const double size = g_rand_double_range (rand, 0.7, 1.4);
      const BwBeatRecording recording = {
        .recording_id = r + 1,
        .name = g_strdup_printf ("%u", r),
        .day = 20240301 + r / A_DAY,
        .label = after            ? BW_LABEL_GLUCOSE
                 : r / A_DAY == 1 ? BW_LABEL_NONE
                                  : BW_LABEL_FASTING,
        .rate_hz = BW_BEAT_RATE_HZ,
        .n_beats = n_beats,
        .hr_bpm = 65,
      };

      g_array_append_val (recordings, recording);
      for (guint b = 0; b < n_beats; b++, wave += SAMPLES)
        {
          const double offset = g_rand_double_range (rand, -150, 150);

          for (guint i = 0; i + 1 < SAMPLES; i++)
            wave[i] = (float) (offset
                               + size
                                     * (bump (i, 50, 12, 90) + bump (i, 118, 4, -120)
                                        + bump (i, 128, 5, 1100) + bump (i, 138, 5, -260)
                                        + bump (i, 270, 28, after ? 190 : 300))
                               + g_rand_double_range (rand, -20, 20));
          wave[SAMPLES - 1] = (float) g_rand_int_range (rand, 380, 560);
        }
    }
  g_rand_free (rand);
  return bw_beat_set_take (recordings, waves);
}

static void
add_tensors (Maker *maker)
{
  BwGolden *golden = maker->golden;
  const gboolean same_day = maker->info->mode == BW_COMPARATOR_DEFAULT;
  const gboolean pair = maker->info->rule == BW_RULE_COMPARATOR;

  bw_golden_add (golden->inputs, "beat", SAMPLES, 0);
  if (same_day)
    bw_golden_add (golden->inputs, "fasting_mean", SAMPLES, 0);
  if (same_day && pair)
    {
      bw_golden_add (golden->inputs, "size_mean", SAMPLES, 0);
      bw_golden_add (golden->outputs, "prepared", HALF, 0);
    }
  if (pair)
    bw_golden_add (golden->inputs, "reference", same_day ? HALF : SAMPLES, 0);
  bw_golden_add (golden->outputs, "logit", 1, 0);
  bw_golden_add (golden->outputs, "probability", 1, 0);
}

BwGolden *
bw_golden_comparator (const BwComparatorModel  *model,
                      const BwBeatSet          *set,
                      guint                     n,
                      BwProgress               *progress,
                      GCancellable             *cancellable,
                      GError                  **error)
{
  g_autoptr (BwGolden) golden = bw_golden_new (bw_graph_comparator_get_title (model));
  Maker maker = {
    .golden = golden,
    .model = model,
    .n = n,
    .progress = progress,
    .cancellable = cancellable,
  };
  guint n_own = set != NULL ? MIN (n, set->n_beats) : 0;

  g_return_val_if_fail (n >= 1 && n <= BW_GOLDEN_MAX, NULL);

  maker.info = bw_comparator_model_get_info (model);
  maker.n_samples = maker.info->mode == BW_COMPARATOR_DEFAULT ? HALF : SAMPLES;
  add_tensors (&maker);
  if (n_own > 0 && !add_set (&maker, set, n_own, error))
    return NULL;
  golden->n_own = n_own;
  if (n_own < n)
    {
      g_autoptr (BwBeatSet) made_up = make_up (n - n_own);

      if (!add_set (&maker, made_up, n - n_own, error))
        return NULL;
    }
  return g_steal_pointer (&golden);
}
