/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-detail.h"

#include "app/bw-analysis-menu.h"
#include "app/bw-rhythm-trend-card.h"
#include "app/bw-rhythm-words.h"
#include "app/bw-spinner.h"
#include "app/bw-tachogram-overview.h"
#include "app/bw-tachogram-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _BwRhythmDetail
{
  AdwBin parent_instance;

  /* Template children. */
  GtkStack *states;
  GtkWidget *back_button;
  GtkWidget *list_button;
  GtkLabel *title;
  GtkLabel *figures;
  GtkLabel *counts;
  AdwStatusPage *failed;
  GtkStack *inner;
  GtkPaned *paned;
  GtkBox *stage;
  GtkWidget *zoom_box;
  GtkLabel *stretch_label;
  GtkWidget *stretch_box;
  BwAnalysisMenu *analysis;
  BwTachogramView *tachogram;
  BwTachogramOverview *overview;
  GtkScrolledWindow *scrolled;
  GtkBox *column;
  BwRhythmCards *cards;
  BwRhythmTrendCard *trend;

  /* Owned. */
  BwRhythmItem *item;   /* (nullable) */

  gboolean narrow;
  gboolean placed;      /* the handle has its first place */
  double stage_share;   /* of the height, in that */
};

G_DEFINE_FINAL_TYPE (BwRhythmDetail, bw_rhythm_detail, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_EDIT,
  SIGNAL_STRETCH_CHANGED,
  SIGNAL_SETTINGS_CHANGED,
  SIGNAL_RHYTHM_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Layout -------------------------------------------------------------------------------------- */

/* In one column all of it scrolls; else the tachogram stays in sight. */
static void
show_layout (BwRhythmDetail *self)
{
  GtkWidget *stage = GTK_WIDGET (self->stage);
  gboolean in_column = gtk_widget_get_parent (stage) == GTK_WIDGET (self->column);

  gtk_widget_set_visible (self->back_button, self->narrow);
  gtk_widget_set_visible (self->list_button, !self->narrow);
  gtk_widget_set_visible (self->zoom_box, !self->narrow);
  /* The cards' own caption tells it too. */
  gtk_widget_set_visible (GTK_WIDGET (self->stretch_label), !self->narrow);
  if (self->narrow == in_column)
    return;
  g_object_ref (stage);
  if (self->narrow)
    {
      gtk_paned_set_start_child (self->paned, NULL);
      gtk_box_prepend (self->column, stage);
    }
  else
    {
      gtk_box_remove (self->column, stage);
      gtk_paned_set_start_child (self->paned, stage);
    }
  g_object_unref (stage);
}

/* The handle's first place, when the height is known; after that it is the person's. */
static void
on_max_position (BwRhythmDetail *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self->paned));

  if (self->placed || self->narrow || height == 0)
    return;
  self->placed = TRUE;
  gtk_paned_set_position (self->paned, (int) round (self->stage_share * height));
}

static void
set_narrow (BwRhythmDetail *self,
            gboolean        narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  show_layout (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/* --- What is shown ------------------------------------------------------------------------------- */

/* Whether it counts, and why not. */
static const char *
describe_use (const BwRhythmRow *row)
{
  if (row->key.kind == BW_RHYTHM_READING)
    return row->used ? _("Counts in the forecast and the trend") : bw_rhythm_words_why_not (row);
  return _("Not part of the forecast and the trend, which go by readings");
}

static void
show_header (BwRhythmDetail *self)
{
  const BwRhythmRow *row = bw_rhythm_item_get_row (self->item);
  g_autofree char *title = bw_rhythm_words_title (row);
  g_autofree char *figures = bw_rhythm_words_all_figures (row);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->figures, figures);
  gtk_label_set_label (self->counts, describe_use (row));
}

static void
on_edit (BwRhythmDetail        *self,
         const BwTachogramEdit *edit)
{
  g_signal_emit (self, signals[SIGNAL_EDIT], 0, edit);
}

static void
on_selection_changed (BwRhythmDetail *self)
{
  double from_ms = 0, to_ms = 0;
  gboolean any = bw_tachogram_view_get_selection (self->tachogram, &from_ms, &to_ms);

  gtk_widget_set_visible (self->stretch_box, any);
  if (any)
    {
      const BwRhythm *rhythm = bw_tachogram_view_get_rhythm (self->tachogram);
      g_autofree char *from = bw_tachogram_words_moment (rhythm, from_ms);
      g_autofree char *to = bw_tachogram_words_moment (rhythm, to_ms);
      /* Translators: a selected part, from and to: "5:00–10:00 selected". */
      g_autofree char *text = g_strdup_printf (_("%s–%s selected"), from, to);

      gtk_label_set_label (self->stretch_label, text);
    }
  g_signal_emit (self, signals[SIGNAL_STRETCH_CHANGED], 0);
}

static void
on_settings_changed (BwRhythmDetail *self)
{
  BwRhythmSettings settings;

  bw_analysis_menu_get_settings (self->analysis, &settings);
  g_signal_emit (self, signals[SIGNAL_SETTINGS_CHANGED], 0, &settings);
}

static void
on_rhythm_activated (BwRhythmDetail    *self,
                     const BwRhythmKey *key)
{
  g_signal_emit (self, signals[SIGNAL_RHYTHM_ACTIVATED], 0, key);
}

/* --- Class --------------------------------------------------------------------------------------- */

static void
bw_rhythm_detail_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, BW_RHYTHM_DETAIL (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_rhythm_detail_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  if (id == PROP_NARROW)
    set_narrow (BW_RHYTHM_DETAIL (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_rhythm_detail_dispose (GObject *object)
{
  g_clear_object (&BW_RHYTHM_DETAIL (object)->item);
  G_OBJECT_CLASS (bw_rhythm_detail_parent_class)->dispose (object);
}

static void
bw_rhythm_detail_class_init (BwRhythmDetailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_rhythm_detail_get_property;
  object_class->set_property = bw_rhythm_detail_set_property;
  object_class->dispose = bw_rhythm_detail_dispose;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_EDIT] = g_signal_new ("edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_STRETCH_CHANGED]
      = g_signal_new ("stretch-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SETTINGS_CHANGED]
      = g_signal_new ("settings-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_RHYTHM_ACTIVATED]
      = g_signal_new ("rhythm-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (BW_TYPE_SPINNER);
  g_type_ensure (BW_TYPE_TACHOGRAM_VIEW);
  g_type_ensure (BW_TYPE_TACHOGRAM_OVERVIEW);
  g_type_ensure (BW_TYPE_RHYTHM_CARDS);
  g_type_ensure (BW_TYPE_ANALYSIS_MENU);
  g_type_ensure (BW_TYPE_RHYTHM_TREND_CARD);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-rhythm-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, states);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, back_button);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, list_button);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, title);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, figures);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, counts);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, failed);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, inner);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, paned);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, stage);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, zoom_box);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, stretch_label);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, stretch_box);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, analysis);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, tachogram);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, overview);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, scrolled);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, column);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, cards);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmDetail, trend);
  gtk_widget_class_bind_template_callback (widget_class, on_edit);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_settings_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_rhythm_activated);
}

static void
bw_rhythm_detail_init (BwRhythmDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bw_tachogram_overview_set_view (self->overview, self->tachogram);
  g_object_bind_property (self, "narrow", self->trend, "narrow", G_BINDING_SYNC_CREATE);
  g_signal_connect_swapped (self->paned, "notify::max-position", G_CALLBACK (on_max_position), self);
}

void
bw_rhythm_detail_set_session (BwRhythmDetail *self,
                              BwSession      *session)
{
  g_return_if_fail (BW_IS_RHYTHM_DETAIL (self));

  bw_rhythm_trend_card_set_session (self->trend, session);
}

void
bw_rhythm_detail_set_stage_share (BwRhythmDetail *self,
                                  double          share)
{
  g_return_if_fail (BW_IS_RHYTHM_DETAIL (self));

  self->stage_share = share;
}

double
bw_rhythm_detail_get_stage_share (BwRhythmDetail *self)
{
  int height;

  g_return_val_if_fail (BW_IS_RHYTHM_DETAIL (self), 0);

  height = gtk_widget_get_height (GTK_WIDGET (self->paned));
  if (self->placed && !self->narrow && height > 0)
    self->stage_share = (double) gtk_paned_get_position (self->paned) / height;
  return self->stage_share;
}

void
bw_rhythm_detail_set_item (BwRhythmDetail *self,
                           BwRhythmItem   *item)
{
  gboolean another = self->item != item;

  g_return_if_fail (BW_IS_RHYTHM_DETAIL (self));

  g_set_object (&self->item, item);
  /* In one column it begins with the tachogram; beside it, the card that was read stays in sight. */
  if (another && self->narrow)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  gtk_stack_set_visible_child_name (self->states, item != NULL ? "content" : "nothing");
  bw_rhythm_trend_card_set_shown (self->trend, item != NULL ? bw_rhythm_item_get_key (item) : NULL);
  if (item != NULL)
    show_header (self);
  else
    bw_rhythm_detail_set_rhythm (self, NULL);
}

void
bw_rhythm_detail_set_loading (BwRhythmDetail *self)
{
  g_return_if_fail (BW_IS_RHYTHM_DETAIL (self));

  /* What is shown stays until the next is there, unless nothing is: no flicker from one to the next. */
  if (bw_tachogram_view_get_rhythm (self->tachogram) == NULL)
    gtk_stack_set_visible_child_name (self->inner, "loading");
}

void
bw_rhythm_detail_set_error (BwRhythmDetail *self,
                            const char     *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  g_return_if_fail (BW_IS_RHYTHM_DETAIL (self));

  bw_tachogram_view_set_rhythm (self->tachogram, NULL);
  adw_status_page_set_description (self->failed, escaped);
  gtk_stack_set_visible_child_name (self->inner, "failed");
}

void
bw_rhythm_detail_set_rhythm (BwRhythmDetail *self,
                             BwRhythm       *rhythm)
{
  BwRhythm *before;

  g_return_if_fail (BW_IS_RHYTHM_DETAIL (self));

  before = bw_tachogram_view_get_rhythm (self->tachogram);
  if (rhythm == NULL || before == NULL || !bw_rhythm_key_equal (&before->key, &rhythm->key))
    bw_rhythm_cards_set_findings (self->cards, NULL);
  bw_tachogram_view_set_rhythm (self->tachogram, rhythm);
  if (rhythm == NULL)
    return;
  bw_analysis_menu_set_settings (self->analysis, &rhythm->settings);
  gtk_stack_set_visible_child_name (self->inner, "content");
}

void
bw_rhythm_detail_set_busy (BwRhythmDetail *self,
                           gboolean        busy)
{
  g_return_if_fail (BW_IS_RHYTHM_DETAIL (self));

  bw_rhythm_cards_set_busy (self->cards, busy);
}

void
bw_rhythm_detail_set_findings (BwRhythmDetail   *self,
                               BwRhythmFindings *findings,
                               double            age_years)
{
  g_return_if_fail (BW_IS_RHYTHM_DETAIL (self));

  bw_rhythm_cards_set_age (self->cards, age_years);
  bw_rhythm_cards_set_findings (self->cards, findings);
}

BwTachogramView *
bw_rhythm_detail_get_tachogram (BwRhythmDetail *self)
{
  g_return_val_if_fail (BW_IS_RHYTHM_DETAIL (self), NULL);

  return self->tachogram;
}

const char *
bw_rhythm_detail_get_state (BwRhythmDetail *self)
{
  const char *name;

  g_return_val_if_fail (BW_IS_RHYTHM_DETAIL (self), NULL);

  name = gtk_stack_get_visible_child_name (self->states);
  return g_str_equal (name, "content") ? gtk_stack_get_visible_child_name (self->inner) : name;
}
