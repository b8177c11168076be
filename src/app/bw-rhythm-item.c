/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-item.h"

#include "app/bw-rhythm-words.h"

struct _BwRhythmItem
{
  GObject parent_instance;

  BwRhythmRow *row;
  gint64 day;
  char *heading;      /* (nullable) */
  char *sum;          /* (nullable) */
  gboolean dated;
  char *search_key;   /* made on demand */
};

G_DEFINE_FINAL_TYPE (BwRhythmItem, bw_rhythm_item, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
bw_rhythm_item_finalize (GObject *object)
{
  BwRhythmItem *self = BW_RHYTHM_ITEM (object);

  g_clear_pointer (&self->row, bw_rhythm_row_free);
  g_free (self->heading);
  g_free (self->sum);
  g_free (self->search_key);
  G_OBJECT_CLASS (bw_rhythm_item_parent_class)->finalize (object);
}

static void
bw_rhythm_item_class_init (BwRhythmItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_rhythm_item_finalize;

  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 0);
}

static void
bw_rhythm_item_init (BwRhythmItem *self)
{
}

/* Of all that is shown. */
static gboolean
same_row (const BwRhythmRow *a,
          const BwRhythmRow *b)
{
  return bw_rhythm_key_equal (&a->key, &b->key) && a->start_ms == b->start_ms
         && a->offset_min == b->offset_min && a->time_known == b->time_known
         && a->duration_s == b->duration_s && a->n_beats == b->n_beats
         && a->n_artefacts == b->n_artefacts && a->has_rmssd == b->has_rmssd
         && a->rmssd_ms == b->rmssd_ms && a->used == b->used && a->edited == b->edited
         && g_strcmp0 (a->why_not, b->why_not) == 0 && g_strcmp0 (a->name, b->name) == 0
         && g_strcmp0 (a->device, b->device) == 0;
}

BwRhythmItem *
bw_rhythm_item_new (const BwRhythmRow *row)
{
  BwRhythmItem *self = g_object_new (BW_TYPE_RHYTHM_ITEM, NULL);

  self->row = bw_rhythm_row_copy (row);
  self->day = bw_rhythm_words_get_day (row);
  return self;
}

void
bw_rhythm_item_update (BwRhythmItem      *self,
                       const BwRhythmRow *row)
{
  g_return_if_fail (BW_IS_RHYTHM_ITEM (self));
  g_return_if_fail (row != NULL);

  if (same_row (self->row, row))
    return;
  bw_rhythm_row_free (self->row);
  self->row = bw_rhythm_row_copy (row);
  self->day = bw_rhythm_words_get_day (row);
  g_clear_pointer (&self->search_key, g_free);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

const BwRhythmRow *
bw_rhythm_item_get_row (BwRhythmItem *self)
{
  return self->row;
}

const BwRhythmKey *
bw_rhythm_item_get_key (BwRhythmItem *self)
{
  return &self->row->key;
}

gint64
bw_rhythm_item_get_day (BwRhythmItem *self)
{
  return self->day;
}

void
bw_rhythm_item_set_heading (BwRhythmItem *self,
                            const char   *heading,
                            const char   *sum,
                            gboolean      dated)
{
  g_return_if_fail (BW_IS_RHYTHM_ITEM (self));

  if (g_strcmp0 (self->heading, heading) == 0 && g_strcmp0 (self->sum, sum) == 0
      && self->dated == dated)
    return;
  self->dated = dated;
  g_free (self->heading);
  self->heading = g_strdup (heading);
  g_free (self->sum);
  self->sum = g_strdup (sum);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
bw_rhythm_item_is_dated (BwRhythmItem *self)
{
  return self->dated;
}

const char *
bw_rhythm_item_get_heading (BwRhythmItem *self)
{
  return self->heading;
}

const char *
bw_rhythm_item_get_sum (BwRhythmItem *self)
{
  return self->sum;
}

const char *
bw_rhythm_item_get_search_key (BwRhythmItem *self)
{
  if (self->search_key == NULL)
    {
      g_autofree char *spoken = bw_rhythm_words_spoken (self->row);
      g_autofree char *day = bw_rhythm_words_day (self->day);
      g_autofree char *all
          = g_strjoin (" ", spoken, day, self->row->name != NULL ? self->row->name : "",
                       self->row->device != NULL ? self->row->device : "", NULL);

      self->search_key = g_utf8_casefold (all, -1);
    }
  return self->search_key;
}
