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

#define N_CS G_N_ELEMENTS (cs)

#define DEFAULT_FACTOR 0.5
#define DEFAULT_C 0.1
#define DEFAULT_THRESHOLD 0.5

/* Thresholds to choose from, and what each 0.1 away from 0.5 must save: a recording. */
#define THRESHOLD_STEP 0.05
#define MAX_THRESHOLD_STEPS 6
#define THRESHOLD_COST 10.0

/* What is fitted to: the beats of the set, in one input. Tasks only read it. */
typedef struct
{
  const BwBeatSet *set;
  const GArray *days;      /* of training */
  BwSameDayInput *input;   /* owned */
  guint8 *y;               /* n_beats, owned: whether after glucose */
  BwPool *pool;
  BwProgress *progress;
  GCancellable *cancellable;
} Data;

static void
data_clear (Data *data)
{
  g_clear_pointer (&data->input, bw_same_day_input_free);
  g_clear_pointer (&data->y, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Data, data_clear)

static void
data_set_factor (Data        *data,
                 double       factor,
                 const float *training_mean)
{
  g_clear_pointer (&data->input, bw_same_day_input_free);
  data->input = bw_same_day_input_new (data->set, factor, training_mean);
}

static const BwBeatRecording *
get_recording (const BwBeatSet *set,
               guint            r)
{
  return &g_array_index (set->recordings, BwBeatRecording, r);
}

static gboolean
is_after (const Data *data,
          guint       r)
{
  return get_recording (data->set, r)->label == BW_LABEL_GLUCOSE;
}

/* Whether recording @r is learnt from, and scored where its day is left out. */
static gboolean
counts (const Data *data,
        guint       r)
{
  const BwBeatRecording *recording = get_recording (data->set, r);

  return recording->label != BW_LABEL_NONE && recording->n_beats > 0
         && !data->input->is_reference[r] && bw_beat_days_contain (data->days, recording->day);
}

/* Whether there are both labels without the day @left_out (0: none). */
static gboolean
can_fit (const Data *data,
         guint32     left_out)
{
  gboolean has[2] = { FALSE, FALSE };

  for (guint r = 0; r < data->set->recordings->len; r++)
    if (counts (data, r) && get_recording (data->set, r)->day != left_out)
      has[is_after (data, r)] = TRUE;
  return has[0] && has[1];
}

/* Returns: (nullable): %NULL where it was cancelled */
static BwLogistic *
fit (const Data       *data,
     const BwLogistic *start,
     double            c,
     guint32           left_out)
{
  g_autofree double *weights = g_new0 (double, data->set->n_beats);

  for (guint r = 0; r < data->set->recordings->len; r++)
    {
      const BwBeatRecording *recording = get_recording (data->set, r);

      if (counts (data, r) && recording->day != left_out)
        for (guint b = 0; b < recording->n_beats; b++)
          weights[recording->first + b] = 1;
    }
  return bw_logistic_fit_from (start, data->input->inputs, data->y, weights, data->set->n_beats,
                               c / (UNIT_UV * UNIT_UV), data->cancellable);
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

/* One factor with every C, and of each the rules that have not seen one of the days. */
typedef struct
{
  const Data *data;
  BwLogistic *all[N_CS];   /* (nullable): of all days */
  GArray **held_out;       /* N_CS, days: (element-type BwHeldOut) (nullable): of that day */
  double from, to;         /* of the progress */
  int n_done;              /* atomic */
} Trial;

static void
fit_all_days (guint    task,
              gpointer user_data)
{
  Trial *self = user_data;
  g_autoptr (BwLogistic) start = bw_logistic_new (N);

  self->all[task] = fit (self->data, start, cs[task], 0);
}

static void
hold_out_day (guint    task,
              gpointer user_data)
{
  Trial *self = user_data;
  const Data *data = self->data;
  const guint c = task / data->days->len;
  const guint32 day = g_array_index (data->days, guint32, task % data->days->len);
  g_autoptr (BwLogistic) logistic = NULL;
  const int n_done = g_atomic_int_add (&self->n_done, 1);

  if (bw_pool_get_thread () == 0)
    {
      bw_progress_update (data->progress, self->from + (self->to - self->from) * n_done
                                                           / (N_CS * data->days->len));
      bw_progress_wait (data->progress, data->cancellable);
    }
  if (g_cancellable_is_cancelled (data->cancellable) || !can_fit (data, day))
    return;
  logistic = fit (data, self->all[c], cs[c], day);
  if (logistic == NULL)
    return;
  self->held_out[task] = g_array_new (FALSE, FALSE, sizeof (BwHeldOut));
  for (guint r = 0; r < data->set->recordings->len; r++)
    if (get_recording (data->set, r)->day == day && counts (data, r))
      {
        BwHeldOut one = { r, judge (NULL, logistic, data->input, get_recording (data->set, r)) };

        g_array_append_val (self->held_out[task], one);
      }
}

static double
get_squared_error (const Data   *data,
                   const GArray *held_out)
{
  double sum = 0;

  for (guint i = 0; i < held_out->len; i++)
    {
      const BwHeldOut *one = &g_array_index (held_out, BwHeldOut, i);

      sum += pow (one->probability - is_after (data, one->recording), 2);
    }
  return sum / held_out->len;
}

/* Takes the factor and the best C of @trial into @self where they are better than what it has. */
static void
take_better (BwLogisticRule *self,
             const Trial    *trial,
             double          factor,
             double         *least)
{
  const guint n_days = trial->data->days->len;

  for (guint c = 0; c < N_CS; c++)
    {
      g_autoptr (GArray) held_out = g_array_new (FALSE, FALSE, sizeof (BwHeldOut));

      for (guint d = 0; d < n_days; d++)
        {
          const GArray *of_day = trial->held_out[c * n_days + d];

          if (of_day != NULL)
            g_array_append_vals (held_out, of_day->data, of_day->len);
        }
      if (held_out->len == 0 || get_squared_error (trial->data, held_out) >= *least)
        continue;
      *least = get_squared_error (trial->data, held_out);
      self->factor = factor;
      self->c = cs[c];
      g_array_unref (self->held_out);
      self->held_out = g_steal_pointer (&held_out);
    }
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

          cost += (one->probability >= threshold) != is_after (data, one->recording);
        }
      if (cost < least)
        {
          least = cost;
          best = threshold;
        }
    }
  return best;
}

/* Tries every factor and C. Returns: FALSE where it was cancelled */
static gboolean
choose (BwLogisticRule *self,
        Data           *data,
        double          from,
        double          to)
{
  const guint n_tasks = N_CS * data->days->len;
  const double step = (to - from) / G_N_ELEMENTS (factors);
  double least = INFINITY;

  for (guint f = 0; f < G_N_ELEMENTS (factors); f++)
    {
      Trial trial = { .data = data, .from = from + step * f, .to = from + step * (f + 1) };

      data_set_factor (data, factors[f], self->training_mean);
      trial.held_out = g_new0 (GArray *, n_tasks);
      bw_pool_run (data->pool, N_CS, fit_all_days, &trial);
      if (!g_cancellable_is_cancelled (data->cancellable))
        bw_pool_run (data->pool, n_tasks, hold_out_day, &trial);
      take_better (self, &trial, factors[f], &least);

      for (guint c = 0; c < N_CS; c++)
        bw_logistic_free (trial.all[c]);
      for (guint t = 0; t < n_tasks; t++)
        g_clear_pointer (&trial.held_out[t], g_array_unref);
      g_free (trial.held_out);
      if (g_cancellable_is_cancelled (data->cancellable))
        return FALSE;
    }
  bw_progress_update (data->progress, to);
  self->threshold = choose_threshold (data, self->held_out);
  return TRUE;
}

BwLogisticRule *
bw_logistic_rule_fit (const BwBeatSet  *set,
                      const GArray     *training_days,
                      BwPool           *pool,
                      BwProgress       *progress,
                      double            from,
                      double            to,
                      GCancellable     *cancellable,
                      GError          **error)
{
  g_autoptr (BwLogisticRule) self = NULL;
  g_autoptr (BwLogistic) start = NULL;
  g_auto (Data) data = { 0 };

  g_return_val_if_fail (set != NULL && training_days != NULL, NULL);

  self = g_new0 (BwLogisticRule, 1);
  self->factor = DEFAULT_FACTOR;
  self->c = DEFAULT_C;
  self->abstain = BW_LOGISTIC_RULE_ABSTAIN;
  self->held_out = g_array_new (FALSE, FALSE, sizeof (BwHeldOut));
  bw_same_day_training_mean (self->training_mean, set, training_days);
  data = (Data) {
    .set = set,
    .days = training_days,
    .y = g_new (guint8, set->n_beats),
    .pool = pool,
    .progress = progress,
    .cancellable = cancellable,
  };
  for (guint b = 0; b < set->n_beats; b++)
    data.y[b] = (guint8) is_after (&data, set->recording[b]);
  data_set_factor (&data, self->factor, self->training_mean);
  if (!can_fit (&data, 0))
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                           _("The training days must have recordings after glucose, and a fasting "
                             "recording besides the first two of its day."));
      return NULL;
    }
  if (choose (self, &data, from, to))
    {
      data_set_factor (&data, self->factor, self->training_mean);
      start = bw_logistic_new (N);
      self->logistic = fit (&data, start, self->c, 0);
    }
  if (self->logistic == NULL)
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
