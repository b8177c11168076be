/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-day-split.h"

#include <glib/gi18n-lib.h>

#include "comparator/bw-beat-set.h"

#define N_PARTS 3 /* training, validation, test: the first of the roles */

static const double shares[N_PARTS] = { 0.6, 0.2, 0.2 };

static const struct
{
  const char *id;
  const char *name;
} roles[BW_DAY_N_ROLES] = {
  [BW_DAY_TRAINING] = { "training", N_ ("Training") },
  [BW_DAY_VALIDATION] = { "validation", N_ ("Validation") },
  [BW_DAY_TEST] = { "test", N_ ("Test") },
  [BW_DAY_UNUSED] = { "unused", N_ ("Not used") },
};

const char *
bw_day_role_get_id (BwDayRole role)
{
  g_return_val_if_fail (role < BW_DAY_N_ROLES, NULL);

  return roles[role].id;
}

const char *
bw_day_role_get_name (BwDayRole role)
{
  g_return_val_if_fail (role < BW_DAY_N_ROLES, NULL);

  return _ (roles[role].name);
}

static BwDay *
get_day (const BwDaySplit *self,
         guint             i)
{
  return &g_array_index (self->days, BwDay, i);
}

/* Returns: (nullable) */
static BwDay *
find_day (const BwDaySplit *self,
          guint32           day)
{
  for (guint i = 0; i < self->days->len; i++)
    if (get_day (self, i)->day == day)
      return get_day (self, i);
  return NULL;
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  const BwDay *one = a, *other = b;

  return (one->day > other->day) - (one->day < other->day);
}

BwDaySplit *
bw_day_split_new (GArray    *recordings,
                  GTimeZone *zone)
{
  g_autoptr (GArray) all = NULL;
  BwDaySplit *self;

  g_return_val_if_fail (recordings != NULL && zone != NULL, NULL);

  all = g_array_new (FALSE, TRUE, sizeof (BwDay));
  for (guint i = 0; i < recordings->len; i++)
    {
      const BwRecording *recording = &g_array_index (recordings, BwRecording, i);
      const BwDay one = {
        .day = bw_beat_day (zone, bw_recording_get_shown_ms (recording, zone)),
        .n_fasting = recording->label == BW_LABEL_FASTING,
        .n_glucose = recording->label == BW_LABEL_GLUCOSE,
        .n_unlabelled = recording->label == BW_LABEL_NONE,
      };

      g_array_append_val (all, one);
    }
  g_array_sort (all, compare_days);

  self = g_new (BwDaySplit, 1);
  self->days = g_array_new (FALSE, TRUE, sizeof (BwDay));
  for (guint i = 0; i < all->len;)
    {
      BwDay sum = { .day = g_array_index (all, BwDay, i).day };

      for (; i < all->len && g_array_index (all, BwDay, i).day == sum.day; i++)
        {
          sum.n_fasting += g_array_index (all, BwDay, i).n_fasting;
          sum.n_glucose += g_array_index (all, BwDay, i).n_glucose;
          sum.n_unlabelled += g_array_index (all, BwDay, i).n_unlabelled;
        }
      if (sum.n_fasting + sum.n_glucose > 0)
        g_array_append_val (self->days, sum);
    }
  return self;
}

BwDaySplit *
bw_day_split_copy (const BwDaySplit *self)
{
  BwDaySplit *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (BwDaySplit, 1);
  copy->days = g_array_copy (self->days);
  return copy;
}

void
bw_day_split_free (BwDaySplit *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->days);
  g_free (self);
}

/* --- The suggestion --------------------------------------------------------------------------- */

/* What a part holds, or all of them: days and recordings by label, and the places of its days among
 * all, from 1, added up. */
typedef struct
{
  guint days_fasting, days_glucose;
  guint n_fasting, n_glucose;
  guint64 places;
} Sum;

static void
add_day (Sum              *sum,
         const BwDaySplit *self,
         guint             i)
{
  const BwDay *day = get_day (self, i);

  sum->days_fasting += day->n_fasting > 0;
  sum->days_glucose += day->n_glucose > 0;
  sum->n_fasting += day->n_fasting;
  sum->n_glucose += day->n_glucose;
  sum->places += i + 1;
}

static void
remove_day (Sum              *sum,
            const BwDaySplit *self,
            guint             i)
{
  const BwDay *day = get_day (self, i);

  sum->days_fasting -= day->n_fasting > 0;
  sum->days_glucose -= day->n_glucose > 0;
  sum->n_fasting -= day->n_fasting;
  sum->n_glucose -= day->n_glucose;
  sum->places -= i + 1;
}

static Sum
sum_role (const BwDaySplit *self,
          BwDayRole         role)
{
  Sum sum = { 0 };

  for (guint i = 0; i < self->days->len; i++)
    if (get_day (self, i)->role == role)
      add_day (&sum, self, i);
  return sum;
}

static Sum
sum_used (const BwDaySplit *self)
{
  Sum sum = { 0 };

  for (guint i = 0; i < self->days->len; i++)
    if (get_day (self, i)->role != BW_DAY_UNUSED)
      add_day (&sum, self, i);
  return sum;
}

static double
square (double x)
{
  return x * x;
}

/* A split on the way to the best one. The sums go along with the roles, so that to try a change takes
 * as long with many days as with few. */
typedef struct
{
  BwDaySplit *split;
  guint n_parts;
  Sum used;
  Sum sums[BW_DAY_N_ROLES];
} Search;

static void
move_day (Search    *self,
          guint      i,
          BwDayRole  role)
{
  BwDay *day = get_day (self->split, i);

  remove_day (&self->sums[day->role], self->split, i);
  day->role = role;
  add_day (&self->sums[role], self->split, i);
}

/* How far the split is from what is wanted, 0 at best: a label that a part lacks costs more than any
 * shares can; a later day before an earlier one in the order of the parts costs less. */
static double
judge (const Search *self)
{
  const double n = self->split->days->len;
  double cost = 0, whole = 0;

  for (guint p = 0; p < self->n_parts; p++)
    whole += shares[p];
  for (guint p = 0; p < self->n_parts; p++)
    {
      const Sum *part = &self->sums[p], *used = &self->used;
      const double share = shares[p] / whole;

      cost += 100 * ((part->n_fasting == 0) + (part->n_glucose == 0));
      if (used->n_fasting > 0)
        cost += square ((double) part->n_fasting / used->n_fasting - share);
      if (used->n_glucose > 0)
        cost += square ((double) part->n_glucose / used->n_glucose - share);
      cost -= 1e-3 * p * (double) part->places / (n * n);
    }
  return cost;
}

/* Gives day @i the role @role, and day @other (nullable) the one it had.
 * Returns: whether that is better than @best, which then is what it costs; else all is as before */
static gboolean
try_change (Search      *self,
            guint        i,
            BwDayRole    role,
            const guint *other,
            double      *best)
{
  const BwDayRole had = get_day (self->split, i)->role;
  double cost;

  move_day (self, i, role);
  if (other != NULL)
    move_day (self, *other, had);
  cost = judge (self);
  if (cost < *best - 1e-12)
    {
      *best = cost;
      return TRUE;
    }
  move_day (self, i, had);
  if (other != NULL)
    move_day (self, *other, role);
  return FALSE;
}

/* Gives one free day another role, or two free days each other's, as long as that is better. */
static void
improve (BwDaySplit     *split,
         const gboolean *is_free,
         guint           n_parts)
{
  const guint n = split->days->len;
  Search self = { .split = split, .n_parts = n_parts, .used = sum_used (split) };
  gboolean better;
  double best;

  for (guint role = 0; role < BW_DAY_N_ROLES; role++)
    self.sums[role] = sum_role (split, role);
  best = judge (&self);
  do
    {
      better = FALSE;
      for (guint i = 0; i < n; i++)
        for (guint j = 0; is_free[i] && j < n + n_parts; j++)
          {
            const gboolean swap = j < n;
            const BwDayRole role = swap ? get_day (split, j)->role : j - n;

            if (role != get_day (split, i)->role && (!swap || is_free[j]))
              better |= try_change (&self, i, role, swap ? &j : NULL, &best);
          }
    }
  while (better);
}

static void
suggest (BwDaySplit     *self,
         const gboolean *is_free)
{
  Sum used;
  guint n_parts;

  for (guint i = 0; i < self->days->len; i++)
    if (is_free[i])
      get_day (self, i)->role = BW_DAY_TRAINING;
  used = sum_used (self);
  n_parts = CLAMP (MIN (used.days_fasting, used.days_glucose), 1, N_PARTS);
  improve (self, is_free, n_parts);
}

void
bw_day_split_suggest (BwDaySplit *self)
{
  g_autofree gboolean *is_free = NULL;

  g_return_if_fail (self != NULL);

  is_free = g_new (gboolean, self->days->len);
  for (guint i = 0; i < self->days->len; i++)
    is_free[i] = TRUE;
  suggest (self, is_free);
}

/* --- By hand ---------------------------------------------------------------------------------- */

gboolean
bw_day_split_set_role (BwDaySplit *self,
                       guint32     day,
                       BwDayRole   role)
{
  BwDay *found;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (role < BW_DAY_N_ROLES, FALSE);

  found = find_day (self, day);
  if (found == NULL || found->role == role)
    return FALSE;
  found->role = role;
  return TRUE;
}

GArray *
bw_day_split_get_days (const BwDaySplit *self,
                       BwDayRole         role)
{
  GArray *days;

  g_return_val_if_fail (self != NULL, NULL);

  days = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < self->days->len; i++)
    if (get_day (self, i)->role == role)
      g_array_append_val (days, get_day (self, i)->day);
  return days;
}

char *
bw_day_split_to_text (const BwDaySplit *self)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < self->days->len; i++)
    g_string_append_printf (text, "%s%u=%s", i > 0 ? " " : "", get_day (self, i)->day,
                            bw_day_role_get_id (get_day (self, i)->role));
  return g_string_free (text, FALSE);
}

void
bw_day_split_apply_text (BwDaySplit *self,
                         const char *text)
{
  g_auto (GStrv) words = NULL;
  g_autofree gboolean *is_free = NULL;

  g_return_if_fail (self != NULL);

  words = g_strsplit (text != NULL ? text : "", " ", -1);
  is_free = g_new (gboolean, self->days->len);
  for (guint i = 0; i < self->days->len; i++)
    is_free[i] = TRUE;
  for (guint w = 0; words[w] != NULL; w++)
    {
      char *end;
      guint64 number = g_ascii_strtoull (words[w], &end, 10);
      BwDay *day = number <= G_MAXUINT32 ? find_day (self, (guint32) number) : NULL;

      for (guint role = 0; day != NULL && *end == '=' && role < BW_DAY_N_ROLES; role++)
        if (g_str_equal (end + 1, roles[role].id))
          {
            day->role = role;
            is_free[day - get_day (self, 0)] = FALSE;
          }
    }
  suggest (self, is_free);
}

/* --- What it is worth ------------------------------------------------------------------------- */

static void
remark (GPtrArray  *remarks,
        const char *sentence)
{
  g_ptr_array_add (remarks, g_strdup (sentence));
}

static void
remark_labels (GPtrArray        *remarks,
               const BwDaySplit *self,
               const Sum        *used)
{
  guint n_both = 0, n_glucose_alone = 0;

  for (guint i = 0; i < self->days->len; i++)
    {
      const BwDay *day = get_day (self, i);

      if (day->role == BW_DAY_UNUSED || day->n_glucose == 0)
        continue;
      n_both += day->n_fasting > 0;
      n_glucose_alone += day->n_fasting == 0;
    }
  if (used->days_glucose == 1)
    remark (remarks, _ ("All recordings after glucose come from one day: this says little."));
  if (used->days_fasting == 1)
    remark (remarks, _ ("All fasting recordings come from one day: this says little."));
  if (used->days_glucose > 0 && used->days_fasting > 0 && n_both == 0)
    remark (remarks, _ ("No day has both fasting recordings and recordings after glucose: what is "
                        "learnt may be the days and not the glucose."));
  else if (n_glucose_alone > 0)
    remark (remarks,
            _ ("Some days with recordings after glucose have no fasting recording to compare "
               "them with."));
}

static void
remark_part (GPtrArray  *remarks,
             const Sum  *part,
             const char *empty,
             const char *no_glucose,
             const char *no_fasting)
{
  if (part->n_fasting + part->n_glucose == 0)
    remark (remarks, empty);
  else if (part->n_glucose == 0)
    remark (remarks, no_glucose);
  else if (part->n_fasting == 0)
    remark (remarks, no_fasting);
}

GPtrArray *
bw_day_split_get_remarks (const BwDaySplit *self)
{
  GPtrArray *remarks;
  Sum used, part;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  remarks = g_ptr_array_new_with_free_func (g_free);
  used = sum_used (self);
  if (!bw_day_split_can_train (self, &error))
    remark (remarks, error->message);
  if (used.days_fasting + used.days_glucose == 0)
    return remarks;
  remark_labels (remarks, self, &used);
  part = sum_role (self, BW_DAY_TEST);
  remark_part (
      remarks, &part,
      _ ("There is no day to test on: how it does on days it has not seen is then told by "
         "leaving out one day after the other."),
      _ ("The test days have no recordings after glucose: they tell of false alarms only."),
      _ ("The test days have no fasting recordings: they tell nothing of false alarms."));
  part = sum_role (self, BW_DAY_VALIDATION);
  remark_part (remarks, &part, _ ("There is no day to validate on."),
               _ ("The validation days have no recordings after glucose."),
               _ ("The validation days have no fasting recordings."));
  return remarks;
}

gboolean
bw_day_split_can_train (const BwDaySplit  *self,
                        GError           **error)
{
  Sum training;

  g_return_val_if_fail (self != NULL, FALSE);

  training = sum_role (self, BW_DAY_TRAINING);
  if (self->days->len == 0)
    g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                         _ ("No ECG is labelled yet: label some as fasting and some as after "
                            "glucose."));
  else if (training.n_fasting + training.n_glucose == 0)
    g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW, _ ("There is no day to train on."));
  else if (training.n_fasting == 0)
    g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                         _ ("The training days have no fasting recordings."));
  else if (training.n_glucose == 0)
    g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                         _ ("The training days have no recordings after glucose."));
  else
    return TRUE;
  return FALSE;
}
