/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-logistic-rule.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define N BW_SAME_DAY_SAMPLES
#define UNIT_UV 100.0

/* What is chosen from: every factor with every C. */
static const double factors[] = { 0, 0.25, 0.5, 0.75, 1 };
static const double cs[] = { 0.001, 0.01, 0.1, 1 };

#define DEFAULT_FACTOR 0.5
#define DEFAULT_C 0.1
#define DEFAULT_THRESHOLD 0.5

/* Thresholds to choose from, and what each 0.1 away from 0.5 must save: a recording. */
#define THRESHOLD_STEP 0.05
#define MAX_THRESHOLD_STEPS 6
#define THRESHOLD_COST 10.0

/* What is fitted to: the beats of the set, some of them left out by a weight of 0. */
typedef struct
{
  const BwBeatSet *set;
  BwSameDayInput *input; /* owned */
  guint8 *y;             /* n_beats, owned: whether after glucose */
  double *weights;       /* n_beats, owned */
  GCancellable *cancellable;
} Data;

static void
data_clear (Data *data)
{
  g_clear_pointer (&data->input, bw_same_day_input_free);
  g_clear_pointer (&data->y, g_free);
  g_clear_pointer (&data->weights, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Data, data_clear)

static const BwBeatRecording *
get_recording (const BwBeatSet *set,
               guint            r)
{
  return &g_array_index (set->recordings, BwBeatRecording, r);
}

/* Whether recording @r is learnt from where @days are learnt from, and scored where they are
 * scored. */
static gboolean
counts (const Data   *data,
        const GArray *days,
        guint         r)
{
  const BwBeatRecording *recording = get_recording (data->set, r);

  return recording->label != BW_LABEL_NONE && recording->n_beats > 0
         && !data->input->is_reference[r] && bw_beat_days_contain (days, recording->day);
}

/* Weighs the beats of @days but those of @left_out (0: none) with 1, others with 0. Returns:
 * whether both labels are among them */
static gboolean
weigh (Data         *data,
       const GArray *days,
       guint32       left_out)
{
  gboolean has[2] = { FALSE, FALSE };

  for (guint r = 0; r < data->set->recordings->len; r++)
    {
      const BwBeatRecording *recording = get_recording (data->set, r);
      const gboolean in = counts (data, days, r) && recording->day != left_out;
      const gboolean after = recording->label == BW_LABEL_GLUCOSE;

      has[after] |= in;
      for (guint b = recording->first; b < recording->first + recording->n_beats; b++)
        {
          data->y[b] = (guint8) after;
          data->weights[b] = in;
        }
    }
  return has[0] && has[1];
}

static BwLogistic *
fit (const Data       *data,
     const BwLogistic *start,
     double            c)
{
  return bw_logistic_fit_from (start, data->input->inputs, data->y, data->weights,
                               data->set->n_beats, c / (UNIT_UV * UNIT_UV), data->cancellable);
}

static double
judge (double                *probabilities,
       const BwLogistic      *logistic,
       const BwSameDayInput  *input,
       const BwBeatRecording *recording)
{
  double sum = 0;

  for (guint b = 0; b < recording->n_beats; b++)
    {
      const float *x = input->inputs + (gsize) (recording->first + b) * N;
      double probability = bw_logistic_probability (bw_logistic_get_logit (logistic, x));

      sum += probability;
      if (probabilities != NULL)
        probabilities[b] = probability;
    }
  return recording->n_beats > 0 ? sum / recording->n_beats : 0.5;
}

double
bw_logistic_rule_apply (const BwLogisticRule  *self,
                        double                *probabilities,
                        const BwSameDayInput  *input,
                        const BwBeatRecording *recording)
{
  return judge (probabilities, self->logistic, input, recording);
}

/* --- Choosing --------------------------------------------------------------------------------- */

/* Leaves out each of @days in turn. @start: fitted to all of them. Returns: (nullable)
 * (element-type BwHeldOut): of the days that can be left out; %NULL where it was cancelled */
static GArray *
hold_out (Data             *data,
          const GArray     *days,
          const BwLogistic *start,
          double            c)
{
  g_autoptr (GArray) held_out = g_array_new (FALSE, FALSE, sizeof (BwHeldOut));

  for (guint d = 0; d < days->len; d++)
    {
      const guint32 day = g_array_index (days, guint32, d);
      g_autoptr (BwLogistic) logistic = NULL;

      if (!weigh (data, days, day))
        continue;
      logistic = fit (data, start, c);
      if (logistic == NULL)
        return NULL;
      for (guint r = 0; r < data->set->recordings->len; r++)
        if (get_recording (data->set, r)->day == day && counts (data, days, r))
          {
            BwHeldOut one
                = { r, judge (NULL, logistic, data->input, get_recording (data->set, r)) };

            g_array_append_val (held_out, one);
          }
    }
  return g_steal_pointer (&held_out);
}

static gboolean
is_after (const Data      *data,
          const BwHeldOut *one)
{
  return get_recording (data->set, one->recording)->label == BW_LABEL_GLUCOSE;
}

static double
get_squared_error (const Data   *data,
                   const GArray *held_out)
{
  double sum = 0;

  for (guint i = 0; i < held_out->len; i++)
    {
      const BwHeldOut *one = &g_array_index (held_out, BwHeldOut, i);

      sum += pow (one->probability - is_after (data, one), 2);
    }
  return held_out->len > 0 ? sum / held_out->len : 0;
}

/* The one with the fewest errors, nearest to 0.5. */
static double
choose_threshold (const Data   *data,
                  const GArray *held_out)
{
  double best = DEFAULT_THRESHOLD, least = INFINITY;

  for (int t = -MAX_THRESHOLD_STEPS; t <= MAX_THRESHOLD_STEPS; t++)
    {
      const double threshold = DEFAULT_THRESHOLD + THRESHOLD_STEP * t;
      double cost = THRESHOLD_COST * THRESHOLD_STEP * abs (t);

      for (guint i = 0; i < held_out->len; i++)
        {
          const BwHeldOut *one = &g_array_index (held_out, BwHeldOut, i);

          cost += (one->probability >= threshold) != is_after (data, one);
        }
      if (cost < least)
        {
          least = cost;
          best = threshold;
        }
    }
  return best;
}

/* Fits @self with its factor and C to all of @days. Returns: FALSE where it was cancelled */
static gboolean
fit_all (BwLogisticRule *self,
         Data           *data,
         const GArray   *days)
{
  g_autoptr (BwLogistic) start = bw_logistic_new (N);

  g_clear_pointer (&data->input, bw_same_day_input_free);
  data->input = bw_same_day_input_new (data->set, self->factor, self->training_mean);
  weigh (data, days, 0);
  g_clear_pointer (&self->logistic, bw_logistic_free);
  self->logistic = fit (data, start, self->c);
  return self->logistic != NULL;
}

/* Tries every factor and C. Returns: FALSE where it was cancelled */
static gboolean
choose (BwLogisticRule *self,
        Data           *data,
        const GArray   *days,
        BwProgress     *progress,
        double          from,
        double          to)
{
  const guint n = G_N_ELEMENTS (factors) * G_N_ELEMENTS (cs);
  double least = INFINITY;

  for (guint k = 0; k < n; k++)
    {
      const double factor = factors[k / G_N_ELEMENTS (cs)], c = cs[k % G_N_ELEMENTS (cs)];
      g_autoptr (BwLogistic) all = NULL, start = NULL;
      g_autoptr (GArray) held_out = NULL;

      if (k % G_N_ELEMENTS (cs) == 0)
        {
          g_clear_pointer (&data->input, bw_same_day_input_free);
          data->input = bw_same_day_input_new (data->set, factor, self->training_mean);
        }
      bw_progress_wait (progress, data->cancellable);
      start = bw_logistic_new (N);
      weigh (data, days, 0);
      all = fit (data, start, c);
      held_out = all != NULL ? hold_out (data, days, all, c) : NULL;
      if (held_out == NULL)
        return FALSE;
      if (held_out->len > 0 && get_squared_error (data, held_out) < least)
        {
          least = get_squared_error (data, held_out);
          self->factor = factor;
          self->c = c;
          g_clear_pointer (&self->held_out, g_array_unref);
          self->held_out = g_steal_pointer (&held_out);
        }
      bw_progress_update (progress, from + (to - from) * (k + 1) / n);
    }
  self->threshold = choose_threshold (data, self->held_out);
  return fit_all (self, data, days);
}

BwLogisticRule *
bw_logistic_rule_fit (const BwBeatSet  *set,
                      const GArray     *training_days,
                      BwProgress       *progress,
                      double            from,
                      double            to,
                      GCancellable     *cancellable,
                      GError          **error)
{
  g_autoptr (BwLogisticRule) self = NULL;
  g_auto (Data) data = { 0 };

  g_return_val_if_fail (set != NULL && training_days != NULL, NULL);

  self = g_new0 (BwLogisticRule, 1);
  self->factor = DEFAULT_FACTOR;
  self->c = DEFAULT_C;
  self->threshold = DEFAULT_THRESHOLD;
  self->abstain = BW_LOGISTIC_RULE_ABSTAIN;
  self->held_out = g_array_new (FALSE, FALSE, sizeof (BwHeldOut));
  bw_same_day_training_mean (self->training_mean, set, training_days);
  data = (Data) {
    .set = set,
    .input = bw_same_day_input_new (set, self->factor, self->training_mean),
    .y = g_new0 (guint8, set->n_beats),
    .weights = g_new0 (double, set->n_beats),
    .cancellable = cancellable,
  };
  if (!weigh (&data, training_days, 0))
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                           _ ("The training days must have recordings after glucose, and a fasting "
                              "recording besides the first two of its day."));
      return NULL;
    }
  if (!choose (self, &data, training_days, progress, from, to))
    {
      bw_set_cancelled (error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
bw_logistic_rule_free (BwLogisticRule *self)
{
  if (self == NULL)
    return;
  bw_logistic_free (self->logistic);
  g_clear_pointer (&self->held_out, g_array_unref);
  g_free (self);
}
