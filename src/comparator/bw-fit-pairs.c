/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "comparator/bw-fit-pairs.h"

#include <glib/gi18n-lib.h>

/* Chance that a reference is of the query's day. */
#define SAME_DAY 0.5

/* Recordings of one day, as indices into the set. */
typedef struct
{
  GArray *fasting;       /* (element-type guint): all that can be references */
  GArray *queries[2];    /* (element-type guint): fasting, after glucose */
} Day;

struct _BwPairSource
{
  const BwBeatSet *set;  /* borrowed */
  GArray *days;          /* (element-type Day): of training */
  GArray *with[2];       /* (element-type guint): days with queries: fasting, after glucose */
  GArray *with_fasting;  /* (element-type guint): days with possible references */
};

static GArray *
new_indices (void)
{
  return g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
day_clear (gpointer data)
{
  Day *day = data;

  g_array_unref (day->fasting);
  g_array_unref (day->queries[0]);
  g_array_unref (day->queries[1]);
}

static const BwBeatRecording *
get_recording (const BwPairSource *self,
               guint               r)
{
  return &g_array_index (self->set->recordings, BwBeatRecording, r);
}

/* Fills in the days; with @queries_too the references are queries as well. */
static void
list_days (BwPairSource *self,
           const GArray *days,
           const guint8 *is_reference,
           gboolean      queries_too)
{
  guint32 last = 0;

  for (guint r = 0; r < self->set->recordings->len; r++)
    {
      const BwBeatRecording *recording = get_recording (self, r);
      gboolean glucose = recording->label == BW_LABEL_GLUCOSE;
      Day *day;

      if (recording->label == BW_LABEL_NONE || recording->n_beats == 0
          || !bw_beat_days_contain (days, recording->day))
        continue;
      if (self->days->len == 0 || recording->day != last)
        {
          Day next = { new_indices (), { new_indices (), new_indices () } };

          g_array_append_val (self->days, next);
          last = recording->day;
        }
      day = &g_array_index (self->days, Day, self->days->len - 1);
      if (!glucose)
        g_array_append_val (day->fasting, r);
      if (queries_too || !is_reference[r])
        g_array_append_val (day->queries[glucose], r);
    }
}

static void
list_with (BwPairSource *self)
{
  for (guint d = 0; d < self->days->len; d++)
    {
      const Day *day = &g_array_index (self->days, Day, d);

      for (guint k = 0; k < 2; k++)
        if (day->queries[k]->len > 0)
          g_array_append_val (self->with[k], d);
      if (day->fasting->len > 0)
        g_array_append_val (self->with_fasting, d);
    }
}

static guint
count_fasting (const BwPairSource *self)
{
  guint n = 0;

  for (guint d = 0; d < self->days->len; d++)
    n += g_array_index (self->days, Day, d).fasting->len;
  return n;
}

BwPairSource *
bw_pair_source_new (const BwBeatSet  *set,
                    const GArray     *days,
                    const guint8     *is_reference,
                    GError          **error)
{
  g_autoptr (BwPairSource) self = g_new0 (BwPairSource, 1);

  self->set = set;
  self->days = g_array_new (FALSE, FALSE, sizeof (Day));
  g_array_set_clear_func (self->days, day_clear);
  self->with[0] = new_indices ();
  self->with[1] = new_indices ();
  self->with_fasting = new_indices ();

  list_days (self, days, is_reference, FALSE);
  list_with (self);
  if (self->with[0]->len == 0)
    {
      /* All fasting recordings are references of their days. */
      g_array_set_size (self->days, 0);
      g_array_set_size (self->with[1], 0);
      g_array_set_size (self->with_fasting, 0);
      list_days (self, days, is_reference, TRUE);
      list_with (self);
    }
  if (self->with[1]->len == 0 || count_fasting (self) < 2)
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                           _("The training days need at least two fasting recordings and one after "
                             "glucose in which heartbeats were found."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
bw_pair_source_free (BwPairSource *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->days);
  g_array_unref (self->with[0]);
  g_array_unref (self->with[1]);
  g_array_unref (self->with_fasting);
  g_free (self);
}

static guint
draw (const GArray *indices,
      GRand        *rand)
{
  return g_array_index (indices, guint, g_rand_int_range (rand, 0, (gint32) indices->len));
}

static guint
draw_beat (const BwPairSource *self,
           guint               r,
           GRand              *rand)
{
  const BwBeatRecording *recording = get_recording (self, r);

  return recording->first + (guint) g_rand_int_range (rand, 0, (gint32) recording->n_beats);
}

/* Whether @day has a fasting recording beside the query. */
static gboolean
has_other (const Day *day,
           gboolean   glucose)
{
  return day->fasting->len > (glucose ? 0 : 1);
}

void
bw_pair_source_draw (const BwPairSource *self,
                     BwPair             *pair,
                     GRand              *rand)
{
  const gboolean glucose = g_rand_boolean (rand);
  const Day *day = &g_array_index (self->days, Day, draw (self->with[glucose], rand));
  const guint query = draw (day->queries[glucose], rand);
  const gboolean same_day = g_rand_double (rand) < SAME_DAY && has_other (day, glucose);
  guint reference;

  do
    {
      if (!same_day)
        day = &g_array_index (self->days, Day, draw (self->with_fasting, rand));
      reference = draw (day->fasting, rand);
    }
  while (reference == query);
  pair->glucose = glucose;
  pair->query = draw_beat (self, query, rand);
  pair->reference = draw_beat (self, reference, rand);
}
