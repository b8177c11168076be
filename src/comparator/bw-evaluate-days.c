/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "comparator/bw-day-split.h"
#include "comparator/bw-evaluate-days.h"

#include <glib/gi18n-lib.h>

GArray *
bw_evaluate_days_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (guint32));
}

static gboolean
has_label_and_beats (const BwBeatRecording *recording)
{
  return recording->label != BW_LABEL_NONE && recording->n_beats > 0;
}

/* The days with labelled beats, ascending, but those of @without (nullable). */
static GArray *
labelled_days (const BwBeatSet *set,
               const GArray    *without)
{
  GArray *days = bw_evaluate_days_new ();

  for (guint i = 0; i < set->recordings->len; i++)
    {
      const BwBeatRecording *recording = &g_array_index (set->recordings, BwBeatRecording, i);

      if (has_label_and_beats (recording) && !bw_beat_days_contain (days, recording->day)
          && (without == NULL || !bw_beat_days_contain (without, recording->day)))
        g_array_append_val (days, recording->day);
    }
  return days;
}

gboolean
bw_evaluate_days_have_both (const BwBeatSet *set,
                            const GArray    *days)
{
  gboolean fasting = FALSE, glucose = FALSE;

  for (guint i = 0; i < set->recordings->len; i++)
    {
      const BwBeatRecording *recording = &g_array_index (set->recordings, BwBeatRecording, i);

      if (!has_label_and_beats (recording) || !bw_beat_days_contain (days, recording->day))
        continue;
      fasting |= recording->label == BW_LABEL_FASTING;
      glucose |= recording->label == BW_LABEL_GLUCOSE;
    }
  return fasting && glucose;
}

/* The days that the library's split has for one of @roles (array length=n). */
static GArray *
split_days (BwLibrary        *library,
            const BwDayRole  *roles,
            guint             n,
            GError          **error)
{
  g_autoptr (GArray) recordings = bw_library_read_recordings (library, error);
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (BwDaySplit) split = NULL;
  g_autofree char *text = NULL;
  GArray *days;

  if (recordings == NULL)
    return NULL;
  zone = bw_library_get_zone (library);
  split = bw_day_split_new (recordings, zone);
  text = bw_library_get_setting (library, BW_DAY_SPLIT_SETTING);
  bw_day_split_apply_text (split, text);
  days = bw_evaluate_days_new ();
  for (guint r = 0; r < n; r++)
    {
      g_autoptr (GArray) some = bw_day_split_get_days (split, roles[r]);

      g_array_append_vals (days, some->data, some->len);
    }
  return days;
}

/* @asked in ascending order; each must have labelled beats. */
static GArray *
check_asked (const BwBeatSet  *set,
             const GArray     *asked,
             GError          **error)
{
  g_autoptr (GArray) labelled = labelled_days (set, NULL);
  g_autoptr (GArray) days = bw_evaluate_days_new ();

  for (guint d = 0; d < asked->len; d++)
    {
      guint32 day = g_array_index (asked, guint32, d);

      if (bw_beat_days_contain (labelled, day))
        continue;
      g_set_error (error, BW_ERROR, BW_ERROR_INVALID,
                   _("There is no labelled recording with usable beats on %04u-%02u-%02u."),
                   day / 10000, day / 100 % 100, day % 100);
      return NULL;
    }
  for (guint d = 0; d < labelled->len; d++)
    {
      guint32 day = g_array_index (labelled, guint32, d);

      if (bw_beat_days_contain (asked, day))
        g_array_append_val (days, day);
    }
  return g_steal_pointer (&days);
}

/* What a model is judged by when nobody says. @unused: days the split leaves out */
static GArray *
days_not_learnt (BwLibrary               *library,
                 const BwBeatSet         *set,
                 const BwComparatorInfo  *info,
                 const GArray            *unused,
                 GError                 **error)
{
  static const BwDayRole training = BW_DAY_TRAINING;
  g_autoptr (GArray) without = NULL;
  g_autoptr (GArray) days = NULL;
  const gboolean known = info->training_days->len > 0;

  without = known ? g_array_copy (info->training_days) : split_days (library, &training, 1, error);
  if (without == NULL)
    return NULL;
  g_array_append_vals (without, unused->data, unused->len);
  days = labelled_days (set, without);
  if (days->len > 0)
    return g_steal_pointer (&days);
  if (known)
    g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                         _("There is no day to judge the model by that it was not trained on. Label "
                           "recordings of another day, or leave days out of the training."));
  else
    g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                         _("There is no validation or test day to judge these weights by. Label "
                           "recordings of another day, or say by which days."));
  return NULL;
}

GArray *
bw_evaluate_days_for_model (BwLibrary               *library,
                            const BwBeatSet         *set,
                            const BwComparatorInfo  *info,
                            const GArray            *asked,
                            GArray                 **beside,
                            GError                 **error)
{
  static const BwDayRole role = BW_DAY_UNUSED;
  g_autoptr (GArray) unused = split_days (library, &role, 1, error);
  g_autoptr (GArray) strange = NULL, learnt = NULL;
  GArray *days;

  if (unused == NULL)
    return NULL;
  days = asked != NULL ? check_asked (set, asked, error)
                       : days_not_learnt (library, set, info, unused, error);
  if (days == NULL)
    return NULL;
  strange = labelled_days (set, info->training_days);
  learnt = labelled_days (set, strange);
  if (bw_evaluate_days_have_both (set, learnt))
    *beside = g_steal_pointer (&learnt);
  else
    {
      g_array_append_vals (unused, days->data, days->len);
      *beside = labelled_days (set, unused);
    }
  return days;
}

GArray *
bw_evaluate_days_for_folds (BwLibrary        *library,
                            const BwBeatSet  *set,
                            const GArray     *asked,
                            GArray          **in_use,
                            GError          **error)
{
  static const BwDayRole roles[] = { BW_DAY_UNUSED };
  g_autoptr (GArray) unused = split_days (library, roles, G_N_ELEMENTS (roles), error);
  GArray *days;

  if (unused == NULL)
    return NULL;
  days = asked != NULL ? check_asked (set, asked, error) : labelled_days (set, unused);
  if (days != NULL)
    *in_use = labelled_days (set, unused);
  return days;
}
