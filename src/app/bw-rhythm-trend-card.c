/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-trend-card.h"

#include "app/bw-spinner.h"
#include "app/bw-trend-view.h"
#include "app/bw-trend-words.h"

#include <glib/gi18n-lib.h>

#define CHART_HEIGHT 340
#define NARROW_CHART_HEIGHT 300

struct _BwRhythmTrendCard
{
  AdwBin parent_instance;

  /* Template children. */
  GtkStack *states;
  GtkLabel *why_failed;
  GtkLabel *sentence;
  GtkLabel *detail;
  BwTrendView *chart;
  GtkBox *bar;
  GtkToggleButton *month;
  GtkToggleButton *quarter;
  GtkToggleButton *year;
  GtkButton *table;

  /* Owned. */
  BwSession *session;

  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (BwRhythmTrendCard, bw_rhythm_trend_card, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

enum
{
  SIGNAL_RHYTHM_ACTIVATED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
show_state (BwRhythmTrendCard *self,
            const char        *name)
{
  gtk_stack_set_visible_child_name (self->states, name);
}

static void
show_trend (BwRhythmTrendCard *self)
{
  gboolean is_current;
  const BwTrend *trend = bw_session_get_trend (self->session, &is_current);
  const GError *error = bw_session_get_trend_error (self->session);
  g_autofree char *sentence = NULL, *detail = NULL;

  if (error != NULL)
    {
      gtk_label_set_label (self->why_failed, error->message);
      show_state (self, "failed");
      return;
    }
  if (trend == NULL || trend->days->len == 0)
    {
      bw_trend_view_set_trend (self->chart, NULL, NULL);
      show_state (self, is_current ? "empty" : "loading");
      return;
    }
  sentence = bw_trend_get_text (trend);
  detail = bw_trend_describe_marks (trend);
  gtk_label_set_label (self->sentence, sentence);
  gtk_label_set_label (self->detail, detail);
  bw_trend_view_set_trend (self->chart, trend, bw_session_get_notes (self->session));
  show_state (self, "content");
}

/* --- The session ------------------------------------------------------------------------------- */

/* Nothing is made for a card that nobody looks at; while another is on its way the last one stays. */
static void
on_trend_changed (BwRhythmTrendCard *self)
{
  gboolean is_current;

  bw_session_get_trend (self->session, &is_current);
  if (is_current)
    show_trend (self);
  else if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    bw_session_read_trend (self->session);
}

static void
on_notes_changed (BwRhythmTrendCard *self)
{
  if (bw_session_get_trend (self->session, NULL) != NULL)
    show_trend (self);
}

/* --- Widgets ----------------------------------------------------------------------------------- */

static void
on_reading_activated (BwRhythmTrendCard *self,
                      gint64             id)
{
  const BwRhythmKey key = { BW_RHYTHM_READING, id };

  g_signal_emit (self, signals[SIGNAL_RHYTHM_ACTIVATED], 0, &key);
}

static void
on_range (BwRhythmTrendCard *self)
{
  guint days = 0;

  if (gtk_toggle_button_get_active (self->month))
    days = 30;
  else if (gtk_toggle_button_get_active (self->quarter))
    days = 90;
  else if (gtk_toggle_button_get_active (self->year))
    days = 365;
  bw_trend_view_set_days (self->chart, days);
}

static void
on_table (BwRhythmTrendCard *self)
{
  bw_chart_show_table (BW_CHART (self->chart));
}

static void
on_save_picture (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  bw_chart_save_picture (BW_CHART (BW_RHYTHM_TREND_CARD (widget)->chart));
}

static void
on_copy_picture (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  bw_chart_copy_picture (BW_CHART (BW_RHYTHM_TREND_CARD (widget)->chart));
}

static void
show_width (BwRhythmTrendCard *self)
{
  gtk_widget_set_margin_start (GTK_WIDGET (self->bar), self->narrow ? 6 : 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->bar), self->narrow ? 0 : 12);
  gtk_box_set_spacing (self->bar, self->narrow ? 0 : 6);
  gtk_widget_set_size_request (GTK_WIDGET (self->chart), -1,
                               self->narrow ? NARROW_CHART_HEIGHT : CHART_HEIGHT);
  if (self->narrow)
    gtk_button_set_icon_name (self->table, "view-list-symbolic");
  else
    {
      gtk_button_set_label (self->table, _("Days as _Table"));
      gtk_button_set_use_underline (self->table, TRUE);
    }
}

static void
bw_rhythm_trend_card_map (GtkWidget *widget)
{
  BwRhythmTrendCard *self = BW_RHYTHM_TREND_CARD (widget);

  GTK_WIDGET_CLASS (bw_rhythm_trend_card_parent_class)->map (widget);
  if (self->session != NULL)
    bw_session_read_trend (self->session);
}

static void
bw_rhythm_trend_card_get_property (GObject    *object,
                                   guint       id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, BW_RHYTHM_TREND_CARD (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_rhythm_trend_card_set_property (GObject      *object,
                                   guint         id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  BwRhythmTrendCard *self = BW_RHYTHM_TREND_CARD (object);

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
bw_rhythm_trend_card_dispose (GObject *object)
{
  g_clear_object (&BW_RHYTHM_TREND_CARD (object)->session);
  G_OBJECT_CLASS (bw_rhythm_trend_card_parent_class)->dispose (object);
}

static void
bw_rhythm_trend_card_class_init (BwRhythmTrendCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_rhythm_trend_card_get_property;
  object_class->set_property = bw_rhythm_trend_card_set_property;
  object_class->dispose = bw_rhythm_trend_card_dispose;
  widget_class->map = bw_rhythm_trend_card_map;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_RHYTHM_ACTIVATED]
      = g_signal_new ("rhythm-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (BW_TYPE_SPINNER);
  g_type_ensure (BW_TYPE_TREND_VIEW);
  gtk_widget_class_install_action (widget_class, "trend.save-picture", NULL, on_save_picture);
  gtk_widget_class_install_action (widget_class, "trend.copy-picture", NULL, on_copy_picture);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-rhythm-trend-card.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwRhythmTrendCard, child)
  BIND (states);
  BIND (why_failed);
  BIND (sentence);
  BIND (detail);
  BIND (chart);
  BIND (bar);
  BIND (month);
  BIND (quarter);
  BIND (year);
  BIND (table);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_range);
  gtk_widget_class_bind_template_callback (widget_class, on_table);
  gtk_widget_class_bind_template_callback (widget_class, on_reading_activated);
}

static void
bw_rhythm_trend_card_init (BwRhythmTrendCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bw_trend_view_set_kind (self->chart, BW_TREND_FIGURE_READINGS);
  on_range (self);
  show_width (self);
  show_state (self, "loading");
}

GtkWidget *
bw_rhythm_trend_card_new (void)
{
  return g_object_new (BW_TYPE_RHYTHM_TREND_CARD, NULL);
}

void
bw_rhythm_trend_card_set_session (BwRhythmTrendCard *self,
                                  BwSession         *session)
{
  g_return_if_fail (BW_IS_RHYTHM_TREND_CARD (self));
  g_return_if_fail (BW_IS_SESSION (session) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "trend-changed", G_CALLBACK (on_trend_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notes-changed", G_CALLBACK (on_notes_changed), self,
                           G_CONNECT_SWAPPED);
  on_trend_changed (self);
}

void
bw_rhythm_trend_card_set_shown (BwRhythmTrendCard *self,
                                const BwRhythmKey *key)
{
  g_return_if_fail (BW_IS_RHYTHM_TREND_CARD (self));

  bw_trend_view_set_selected (self->chart,
                              key != NULL && key->kind == BW_RHYTHM_READING ? key->id : 0);
}

const char *
bw_rhythm_trend_card_get_state (BwRhythmTrendCard *self)
{
  g_return_val_if_fail (BW_IS_RHYTHM_TREND_CARD (self), NULL);

  return gtk_stack_get_visible_child_name (self->states);
}
