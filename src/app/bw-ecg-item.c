/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-item.h"

#include "app/bw-ecg-words.h"
#include "app/bw-label-words.h"
#include "app/bw-prediction-words.h"

struct _BwEcgItem
{
  GObject parent_instance;

  BwRecording *recording;
  GTimeZone *zone;
  GArray *readers;      /* (element-type BwReaderLabel) (nullable) */
  BwPredictionRow prediction;
  gboolean has_prediction;
  const char *blind;    /* (nullable): interned */

  /* Made on demand. */
  char *headline;
  char *title;
  char *figures;
  char *name_key;
  char *search_key;
};

G_DEFINE_FINAL_TYPE (BwEcgItem, bw_ecg_item, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
forget_words (BwEcgItem *self)
{
  g_clear_pointer (&self->headline, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->figures, g_free);
  g_clear_pointer (&self->name_key, g_free);
  g_clear_pointer (&self->search_key, g_free);
}

static void
tell (BwEcgItem *self)
{
  g_clear_pointer (&self->search_key, g_free);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
clear_reader_label (gpointer data)
{
  bw_reader_label_clear (data);
}

static BwReaderLabel *
find_reader (BwEcgItem  *self,
             const char *reader)
{
  for (guint i = 0; self->readers != NULL && reader != NULL && i < self->readers->len; i++)
    {
      BwReaderLabel *label = &g_array_index (self->readers, BwReaderLabel, i);

      if (g_str_equal (label->reader, reader))
        return label;
    }
  return NULL;
}

static gboolean
same_text (const char *a,
           const char *b)
{
  return g_strcmp0 (a != NULL ? a : "", b != NULL ? b : "") == 0;
}

/* Of all that is shown. */
static gboolean
same_recording (const BwRecording *a,
                const BwRecording *b)
{
  return a->start_ms == b->start_ms && a->time_known == b->time_known && a->rate_hz == b->rate_hz
         && a->n_samples == b->n_samples && a->label == b->label
         && a->labelled_ms == b->labelled_ms && a->has_analysis == b->has_analysis
         && a->n_beats == b->n_beats && a->has_hr == b->has_hr && a->hr_bpm == b->hr_bpm
         && a->quality == b->quality && same_text (a->name, b->name)
         && same_text (a->classification, b->classification)
         && same_text (a->symptoms, b->symptoms) && same_text (a->device, b->device)
         && same_text (a->labelled_by, b->labelled_by) && same_text (a->note, b->note);
}

static void
bw_ecg_item_finalize (GObject *object)
{
  BwEcgItem *self = BW_ECG_ITEM (object);

  forget_words (self);
  g_clear_pointer (&self->recording, bw_recording_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->readers, g_array_unref);
  G_OBJECT_CLASS (bw_ecg_item_parent_class)->finalize (object);
}

static void
bw_ecg_item_class_init (BwEcgItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_ecg_item_finalize;

  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 0);
}

static void
bw_ecg_item_init (BwEcgItem *self)
{
}

BwEcgItem *
bw_ecg_item_new (const BwRecording *recording,
                 GTimeZone         *zone)
{
  BwEcgItem *self = g_object_new (BW_TYPE_ECG_ITEM, NULL);

  self->recording = bw_recording_copy (recording);
  self->zone = g_time_zone_ref (zone);
  return self;
}

void
bw_ecg_item_update (BwEcgItem         *self,
                    const BwRecording *recording,
                    GTimeZone         *zone)
{
  gboolean same = same_recording (self->recording, recording)
                  && same_text (g_time_zone_get_identifier (self->zone),
                                g_time_zone_get_identifier (zone));

  if (same)
    return;
  bw_recording_free (self->recording);
  self->recording = bw_recording_copy (recording);
  g_time_zone_unref (self->zone);
  self->zone = g_time_zone_ref (zone);
  forget_words (self);
  tell (self);
}

const BwRecording *
bw_ecg_item_get_recording (BwEcgItem *self)
{
  return self->recording;
}

gint64
bw_ecg_item_get_id (BwEcgItem *self)
{
  return self->recording->id;
}

BwLabel
bw_ecg_item_get_label (BwEcgItem *self)
{
  const BwReaderLabel *label;

  if (self->blind == NULL)
    return self->recording->label;
  label = find_reader (self, self->blind);
  return label != NULL ? label->label : BW_LABEL_NONE;
}

void
bw_ecg_item_set_label (BwEcgItem          *self,
                       const BwLabelState *state)
{
  gboolean labelled = state->label != BW_LABEL_NONE;

  self->recording->label = state->label;
  g_free (self->recording->labelled_by);
  self->recording->labelled_by = labelled ? g_strdup (state->who) : NULL;
  self->recording->labelled_ms = labelled ? state->time_ms : 0;
  tell (self);
}

void
bw_ecg_item_set_note (BwEcgItem  *self,
                      const char *note)
{
  g_free (self->recording->note);
  self->recording->note = g_strdup (note != NULL ? note : "");
  tell (self);
}

void
bw_ecg_item_set_reader_label (BwEcgItem  *self,
                              const char *reader,
                              BwLabel     label,
                              gint64      time_ms)
{
  BwReaderLabel *held = find_reader (self, reader);

  if (label == BW_LABEL_NONE)
    {
      if (held != NULL)
        g_array_remove_index (self->readers,
                              (guint) (held - &g_array_index (self->readers, BwReaderLabel, 0)));
    }
  else if (held != NULL)
    {
      held->label = label;
      held->time_ms = time_ms;
    }
  else
    {
      const BwReaderLabel made = { bw_ecg_item_get_id (self), g_strdup (reader), label, time_ms };

      if (self->readers == NULL)
        {
          self->readers = g_array_new (FALSE, TRUE, sizeof (BwReaderLabel));
          g_array_set_clear_func (self->readers, clear_reader_label);
        }
      g_array_append_val (self->readers, made);
    }
  tell (self);
}

void
bw_ecg_item_clear_reader_labels (BwEcgItem *self)
{
  if (self->readers == NULL)
    return;
  g_clear_pointer (&self->readers, g_array_unref);
  tell (self);
}

BwLabel
bw_ecg_item_get_reader_label (BwEcgItem  *self,
                              const char *reader,
                              gint64     *time_ms)
{
  const BwReaderLabel *label = find_reader (self, reader);

  if (time_ms != NULL)
    *time_ms = label != NULL ? label->time_ms : 0;
  return label != NULL ? label->label : BW_LABEL_NONE;
}

GArray *
bw_ecg_item_get_reader_labels (BwEcgItem *self)
{
  return self->readers;
}

gboolean
bw_ecg_item_get_disagree (BwEcgItem *self)
{
  gboolean said[BW_LABEL_GLUCOSE + 1] = { FALSE };

  for (guint i = 0; self->readers != NULL && i < self->readers->len; i++)
    said[g_array_index (self->readers, BwReaderLabel, i).label] = TRUE;
  return said[BW_LABEL_FASTING] && said[BW_LABEL_GLUCOSE];
}

/* Of all that is shown. */
static gboolean
same_prediction (const BwPredictionRow *a,
                 const BwPredictionRow *b)
{
  return a->answer == b->answer && a->probability == b->probability && a->votes == b->votes
         && a->n_beats == b->n_beats && a->outside == b->outside && a->same_day == b->same_day
         && a->is_reference == b->is_reference && a->origin == b->origin;
}

void
bw_ecg_item_set_prediction (BwEcgItem             *self,
                            const BwPredictionRow *row)
{
  gboolean had = self->has_prediction;
  gboolean same = had == (row != NULL)
                  && (row == NULL || same_prediction (&self->prediction, row));

  if (same)
    return;
  self->has_prediction = row != NULL;
  if (row != NULL)
    self->prediction = *row;
  tell (self);
}

const BwPredictionRow *
bw_ecg_item_get_prediction (BwEcgItem *self)
{
  return self->blind == NULL && self->has_prediction ? &self->prediction : NULL;
}

gboolean
bw_ecg_item_get_differs (BwEcgItem *self)
{
  const BwPredictionRow *row = bw_ecg_item_get_prediction (self);

  return row != NULL && bw_prediction_differs (row, bw_ecg_item_get_label (self));
}

void
bw_ecg_item_set_blind (BwEcgItem  *self,
                       const char *reader)
{
  reader = g_intern_string (reader);
  if (self->blind == reader)
    return;
  self->blind = reader;
  tell (self);
}

gboolean
bw_ecg_item_is_blind (BwEcgItem *self)
{
  return self->blind != NULL;
}

const char *
bw_ecg_item_get_who (BwEcgItem *self)
{
  if (self->blind != NULL || self->recording->label == BW_LABEL_NONE)
    return "";
  return bw_label_words_get_who (self->recording->labelled_by);
}

const char *
bw_ecg_item_get_headline (BwEcgItem *self)
{
  if (self->headline == NULL)
    self->headline = bw_ecg_words_headline (self->recording, self->zone);
  return self->headline;
}

const char *
bw_ecg_item_get_title (BwEcgItem *self)
{
  if (self->title == NULL)
    self->title = bw_ecg_words_title (self->recording, self->zone);
  return self->title;
}

const char *
bw_ecg_item_get_figures (BwEcgItem *self)
{
  if (self->figures == NULL)
    self->figures = bw_ecg_words_figures (self->recording);
  return self->figures;
}

const char *
bw_ecg_item_get_name_key (BwEcgItem *self)
{
  if (self->name_key == NULL)
    self->name_key = g_utf8_collate_key_for_filename (
        self->recording->name != NULL ? self->recording->name : "", -1);
  return self->name_key;
}

const char *
bw_ecg_item_get_search_key (BwEcgItem *self)
{
  const BwRecording *r = self->recording;
  BwLabel label = bw_ecg_item_get_label (self);
  const BwPredictionRow *prediction = bw_ecg_item_get_prediction (self);
  g_autofree char *text = NULL;

  if (self->search_key != NULL)
    return self->search_key;
  text = g_strjoin ("\n", r->name != NULL ? r->name : "", bw_ecg_item_get_headline (self),
                    r->classification != NULL ? r->classification : "",
                    bw_ecg_words_classification (r->classification),
                    r->symptoms != NULL ? r->symptoms : "", r->device != NULL ? r->device : "",
                    label != BW_LABEL_NONE ? bw_label_words_get_name (label) : "",
                    bw_ecg_item_get_who (self),
                    prediction != NULL ? bw_prediction_words_get_search (prediction) : "",
                    self->blind == NULL && r->note != NULL ? r->note : "", NULL);
  self->search_key = g_utf8_casefold (text, -1);
  return self->search_key;
}
