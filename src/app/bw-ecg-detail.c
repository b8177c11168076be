/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-detail.h"

#include "app/bw-ecg-beat-view.h"
#include "app/bw-ecg-prediction-bar.h"
#include "app/bw-ecg-words.h"
#include "app/bw-label-words.h"
#include "app/bw-narrow-bin.h"
#include "app/bw-prediction-words.h"
#include "app/bw-spinner.h"

#include <glib/gi18n-lib.h>

/* How long one rests while writing a note before it is saved. */
#define NOTE_PAUSE_MS 1200

/* A recording is here in some milliseconds: a spinner would only flicker. */
#define PATIENCE_MS 250

struct _BwEcgDetail
{
  AdwBin parent_instance;

  /* Template children. */
  GtkStack *outer;
  GtkBox *header;
  GtkWidget *back_button;
  GtkWidget *list_button;
  GtkLabel *title;
  GtkLabel *figures;
  GtkLabel *labelled;       /* of several: what they are predicted to be */
  GtkWidget *menu_button;
  BwNarrowBin *label_bin;   /* narrow: the note is below the buttons */
  GtkBox *label_box;
  GtkToggleButton *fasting_button;
  GtkLabel *fasting_label;
  GtkToggleButton *glucose_button;
  GtkLabel *glucose_label;
  GtkWidget *unlabel_button;
  GtkEntry *note;
  BwEcgPredictionBar *prediction;
  GtkStack *states;
  BwEcgStrip *strip;
  BwEcgBeatView *pair;
  GtkLabel *pair_label;
  AdwStatusPage *failed;

  /* Owned. */
  GPtrArray *items;       /* (element-type BwEcgItem) */
  GTimeZone *zone;
  guint note_id;
  guint show_id;
  guint loading_id;

  gboolean narrow;
  gboolean showing;       /* the note is set by us, not written */
  gboolean note_goes_on;  /* what was written of it has been told already */
};

G_DEFINE_FINAL_TYPE (BwEcgDetail, bw_ecg_detail, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_NOTE_EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static BwEcgItem *
get_single (BwEcgDetail *self)
{
  return self->items->len == 1 ? g_ptr_array_index (self->items, 0) : NULL;
}

/* --- What is shown ----------------------------------------------------------------------------- */

static void
show_single (BwEcgDetail *self,
             BwEcgItem   *item)
{
  const BwRecording *recording = bw_ecg_item_get_recording (item);
  g_autofree char *labelled = bw_ecg_words_labelled (recording, self->zone);
  g_autofree char *figures = NULL;

  gtk_label_set_label (self->title, bw_ecg_item_get_headline (item));
  if (recording->has_analysis)
    {
      BwEcgQuality quality = bw_ecg_quality_grade (recording->quality);

      /* Translators: figures of a recording, then a shape and a word for its quality; the spaces
       * between these do not break. */
      figures = g_strdup_printf (_("%s · %s %s quality"), bw_ecg_item_get_figures (item),
                                 bw_ecg_words_get_quality_shape (quality),
                                 bw_ecg_quality_get_text (quality));
    }
  gtk_label_set_label (self->figures,
                       figures != NULL ? figures : bw_ecg_item_get_figures (item));
  gtk_label_set_label (self->labelled, labelled);
  gtk_widget_set_visible (GTK_WIDGET (self->labelled), !bw_ecg_item_is_blind (item));
}

static void
show_several (BwEcgDetail *self)
{
  guint n[BW_LABEL_GLUCOSE + 1] = { 0 };
  guint n_predicted[BW_PREDICTED_GLUCOSE + 1] = { 0 };
  g_autofree char *predicted = NULL;
  g_autofree char *title = bw_ecg_words_several (self->items->len);
  g_autofree char *labels = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      const BwPredictionRow *row
          = bw_ecg_item_get_prediction (g_ptr_array_index (self->items, i));

      n[bw_ecg_item_get_label (g_ptr_array_index (self->items, i))]++;
      if (row != NULL)
        n_predicted[bw_prediction_get_predicted (row)]++;
    }
  labels = bw_ecg_words_several_labels (n[BW_LABEL_NONE], n[BW_LABEL_FASTING],
                                        n[BW_LABEL_GLUCOSE]);
  gtk_label_set_label (self->title, title);
  predicted = bw_prediction_words_several (n_predicted[BW_PREDICTED_FASTING],
                                           n_predicted[BW_PREDICTED_GLUCOSE],
                                           n_predicted[BW_PREDICTED_UNSURE]);
  gtk_label_set_label (self->figures, labels);
  gtk_label_set_label (self->labelled, predicted != NULL ? predicted : "");
  gtk_widget_set_visible (GTK_WIDGET (self->labelled), predicted != NULL);
}

/* A button is down where that is the label of all. */
static void
show_buttons (BwEcgDetail *self)
{
  BwLabel common = self->items->len > 0
                     ? bw_ecg_item_get_label (g_ptr_array_index (self->items, 0))
                     : BW_LABEL_NONE;
  gboolean any = FALSE;

  for (guint i = 0; i < self->items->len; i++)
    {
      BwLabel label = bw_ecg_item_get_label (g_ptr_array_index (self->items, i));

      any = any || label != BW_LABEL_NONE;
      if (label != common)
        common = BW_LABEL_NONE;
    }
  gtk_toggle_button_set_active (self->fasting_button, common == BW_LABEL_FASTING);
  gtk_toggle_button_set_active (self->glucose_button, common == BW_LABEL_GLUCOSE);
  gtk_widget_set_sensitive (self->unlabel_button, any);
}

static void
show_note (BwEcgDetail *self)
{
  BwEcgItem *item = get_single (self);
  const char *note = item != NULL ? bw_ecg_item_get_recording (item)->note : NULL;
  gboolean visible = item != NULL && !bw_ecg_item_is_blind (item);

  gtk_widget_set_visible (GTK_WIDGET (self->note), visible);
  /* What is being written is newer than what is told of it. */
  if (self->note_id != 0)
    return;
  note = visible && note != NULL ? note : "";
  if (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->note)), note))
    return;
  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->note), note);
  self->showing = FALSE;
}

static void
show (BwEcgDetail *self)
{
  BwEcgItem *item = get_single (self);

  gtk_stack_set_visible_child_name (self->outer, self->items->len > 0 ? "content" : "nothing");
  if (self->items->len == 0)
    return;
  if (item != NULL)
    show_single (self, item);
  else
    show_several (self);
  show_buttons (self);
  show_note (self);
  bw_ecg_prediction_bar_show (self->prediction,
                              item != NULL ? bw_ecg_item_get_prediction (item) : NULL,
                              item != NULL ? bw_ecg_item_get_label (item) : BW_LABEL_NONE);
  gtk_widget_set_visible (self->menu_button, item != NULL);
}

static void
show_width (BwEcgDetail *self)
{
  gtk_widget_set_visible (self->back_button, self->narrow);
  gtk_widget_set_visible (self->list_button, !self->narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->label_box),
                                  bw_narrow_bin_get_narrow (self->label_bin)
                                    ? GTK_ORIENTATION_VERTICAL
                                    : GTK_ORIENTATION_HORIZONTAL);
}

static void
show_state (BwEcgDetail *self,
            const char  *name)
{
  g_clear_handle_id (&self->loading_id, g_source_remove);
  gtk_stack_set_visible_child_name (self->states, name);
}

static gboolean
on_out_of_patience (gpointer user_data)
{
  BwEcgDetail *self = user_data;

  self->loading_id = 0;
  show_state (self, "loading");
  return G_SOURCE_REMOVE;
}

/* --- Labels and note --------------------------------------------------------------------------- */

static void
ask_for_label (BwEcgDetail     *self,
               GtkToggleButton *button,
               BwLabel          label)
{
  if (!gtk_toggle_button_get_active (button))
    label = BW_LABEL_NONE;
  gtk_widget_activate_action (GTK_WIDGET (self), "ecg.label", "s", bw_label_get_id (label));
  /* The press alone changes nothing. */
  show_buttons (self);
}

static void
on_fasting (BwEcgDetail *self)
{
  ask_for_label (self, self->fasting_button, BW_LABEL_FASTING);
}

static void
on_glucose (BwEcgDetail *self)
{
  ask_for_label (self, self->glucose_button, BW_LABEL_GLUCOSE);
}

static void
tell_note (BwEcgDetail *self)
{
  BwEcgItem *item = get_single (self);
  g_autofree char *text = NULL;

  g_clear_handle_id (&self->note_id, g_source_remove);
  if (item == NULL || bw_ecg_item_is_blind (item))
    return;
  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note))));
  if (g_strcmp0 (text, bw_ecg_item_get_recording (item)->note) == 0)
    return;
  g_signal_emit (self, signals[SIGNAL_NOTE_EDITED], 0, item, text, self->note_goes_on);
  self->note_goes_on = TRUE;
}

static gboolean
on_note_pause (gpointer user_data)
{
  BwEcgDetail *self = user_data;

  self->note_id = 0;
  tell_note (self);
  return G_SOURCE_REMOVE;
}

static void
on_note_changed (BwEcgDetail *self)
{
  if (self->showing)
    return;
  g_clear_handle_id (&self->note_id, g_source_remove);
  self->note_id = g_timeout_add (NOTE_PAUSE_MS, on_note_pause, self);
}

static void
on_note_left (BwEcgDetail *self)
{
  bw_ecg_detail_flush_note (self);
}

/* Enter: it is written, and the keys are for labels again. */
static void
on_note_activate (BwEcgDetail *self)
{
  bw_ecg_detail_flush_note (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->fasting_button));
}

/* So does Escape: what was written is taken back by undoing it. */
static gboolean
on_note_key (GtkEventControllerKey *controller,
             guint                  key,
             guint                  code,
             GdkModifierType        modifiers,
             BwEcgDetail           *self)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  on_note_activate (self);
  return GDK_EVENT_STOP;
}

static gboolean
on_items_changed (gpointer user_data)
{
  BwEcgDetail *self = user_data;

  self->show_id = 0;
  show (self);
  return G_SOURCE_REMOVE;
}

/* Of many at once each tells by itself: they are looked at together. */
static void
on_item_changed (BwEcgDetail *self)
{
  if (self->items->len == 1)
    show (self);
  else if (self->show_id == 0)
    self->show_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_items_changed, self, NULL);
}

static void
clear_items (BwEcgDetail *self)
{
  for (guint i = 0; i < self->items->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->items, i), self);
  g_ptr_array_set_size (self->items, 0);
}

/* --- Class ------------------------------------------------------------------------------------- */

static void
bw_ecg_detail_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, BW_ECG_DETAIL (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_ecg_detail_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  BwEcgDetail *self = BW_ECG_DETAIL (object);

  if (id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->narrow == g_value_get_boolean (value))
    return;
  self->narrow = g_value_get_boolean (value);
  show_width (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
bw_ecg_detail_dispose (GObject *object)
{
  BwEcgDetail *self = BW_ECG_DETAIL (object);

  g_clear_handle_id (&self->note_id, g_source_remove);
  g_clear_handle_id (&self->show_id, g_source_remove);
  g_clear_handle_id (&self->loading_id, g_source_remove);
  clear_items (self);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (bw_ecg_detail_parent_class)->dispose (object);
}

static void
bw_ecg_detail_finalize (GObject *object)
{
  g_ptr_array_unref (BW_ECG_DETAIL (object)->items);
  G_OBJECT_CLASS (bw_ecg_detail_parent_class)->finalize (object);
}

static void
bw_ecg_detail_class_init (BwEcgDetailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_ecg_detail_get_property;
  object_class->set_property = bw_ecg_detail_set_property;
  object_class->dispose = bw_ecg_detail_dispose;
  object_class->finalize = bw_ecg_detail_finalize;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_NOTE_EDITED]
      = g_signal_new ("note-edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 3, BW_TYPE_ECG_ITEM, G_TYPE_STRING, G_TYPE_BOOLEAN);

  g_type_ensure (BW_TYPE_NARROW_BIN);
  g_type_ensure (BW_TYPE_SPINNER);
  g_type_ensure (BW_TYPE_ECG_PREDICTION_BAR);
  g_type_ensure (BW_TYPE_ECG_STRIP);
  g_type_ensure (BW_TYPE_ECG_BEAT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-ecg-detail.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwEcgDetail, child)
  BIND (outer);
  BIND (header);
  BIND (back_button);
  BIND (list_button);
  BIND (title);
  BIND (figures);
  BIND (labelled);
  BIND (menu_button);
  BIND (label_bin);
  BIND (label_box);
  BIND (fasting_button);
  BIND (fasting_label);
  BIND (glucose_button);
  BIND (glucose_label);
  BIND (unlabel_button);
  BIND (note);
  BIND (prediction);
  BIND (states);
  BIND (strip);
  BIND (pair);
  BIND (pair_label);
  BIND (failed);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, show_width);
  gtk_widget_class_bind_template_callback (widget_class, on_fasting);
  gtk_widget_class_bind_template_callback (widget_class, on_glucose);
  gtk_widget_class_bind_template_callback (widget_class, on_note_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_note_activate);
}

static void
bw_ecg_detail_init (BwEcgDetail *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autofree char *fasting = bw_label_words_format (BW_LABEL_FASTING);
  g_autofree char *glucose = bw_label_words_format (BW_LABEL_GLUCOSE);

  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->zone = g_time_zone_new_utc ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_label (self->fasting_label, fasting);
  gtk_label_set_label (self->glucose_label, glucose);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_note_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self->note), focus);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_note_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->note), keys);
  show_width (self);
  show (self);
}

void
bw_ecg_detail_set_items (BwEcgDetail *self,
                         GPtrArray   *items,
                         GTimeZone   *zone)
{
  g_return_if_fail (BW_IS_ECG_DETAIL (self));
  g_return_if_fail (items != NULL && zone != NULL);

  bw_ecg_detail_flush_note (self);
  clear_items (self);
  g_time_zone_ref (zone);
  g_time_zone_unref (self->zone);
  self->zone = zone;
  for (guint i = 0; i < items->len; i++)
    {
      BwEcgItem *item = g_object_ref (g_ptr_array_index (items, i));

      g_ptr_array_add (self->items, item);
      g_signal_connect_swapped (item, "changed", G_CALLBACK (on_item_changed), self);
    }
  if (items->len > 1)
    show_state (self, "several");
  show (self);
}

void
bw_ecg_detail_set_loading (BwEcgDetail *self)
{
  g_return_if_fail (BW_IS_ECG_DETAIL (self));

  if (self->loading_id == 0)
    self->loading_id = g_timeout_add (PATIENCE_MS, on_out_of_patience, self);
}

void
bw_ecg_detail_set_trace (BwEcgDetail *self,
                         BwEcgTrace  *trace)
{
  g_return_if_fail (BW_IS_ECG_DETAIL (self));

  bw_ecg_strip_set_trace (self->strip, trace);
  show_state (self, "trace");
}

void
bw_ecg_detail_set_pair (BwEcgDetail *self,
                        BwEcgTrace  *first,
                        const char  *first_name,
                        BwEcgTrace  *second,
                        const char  *second_name,
                        const char  *text)
{
  g_return_if_fail (BW_IS_ECG_DETAIL (self));

  bw_ecg_beat_view_set_traces (self->pair, first, second);
  bw_ecg_beat_view_set_names (self->pair, first_name, second_name);
  gtk_label_set_label (self->pair_label, text);
  show_state (self, "pair");
}

void
bw_ecg_detail_set_error (BwEcgDetail *self,
                         const char  *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  g_return_if_fail (BW_IS_ECG_DETAIL (self));

  adw_status_page_set_description (self->failed, escaped);
  show_state (self, "failed");
}

BwEcgStrip *
bw_ecg_detail_get_strip (BwEcgDetail *self)
{
  g_return_val_if_fail (BW_IS_ECG_DETAIL (self), NULL);

  return self->strip;
}

const char *
bw_ecg_detail_get_state (BwEcgDetail *self)
{
  g_return_val_if_fail (BW_IS_ECG_DETAIL (self), NULL);

  return self->items->len > 0 ? gtk_stack_get_visible_child_name (self->states) : "nothing";
}

void
bw_ecg_detail_focus_note (BwEcgDetail *self)
{
  g_return_if_fail (BW_IS_ECG_DETAIL (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self->note)))
    gtk_widget_grab_focus (GTK_WIDGET (self->note));
}

void
bw_ecg_detail_flush_note (BwEcgDetail *self)
{
  g_return_if_fail (BW_IS_ECG_DETAIL (self));

  if (self->note_id != 0)
    tell_note (self);
  self->note_goes_on = FALSE;
}
