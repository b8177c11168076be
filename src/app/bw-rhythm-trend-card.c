/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-trend-card.h"

#include "app/bw-spinner.h"
#include "app/bw-trend-panel.h"
#include "app/bw-trend-words.h"

struct _BwRhythmTrendCard
{
  AdwBin parent_instance;

  /* Template children. */
  GtkStack *states;
  GtkLabel *why_failed;
  GtkLabel *sentence;
  GtkLabel *detail;
  BwTrendPanel *panel;

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
      bw_trend_view_set_trend (bw_trend_panel_get_view (self->panel), NULL, NULL);
      show_state (self, is_current ? "empty" : "loading");
      return;
    }
  sentence = bw_trend_get_text (trend);
  detail = bw_trend_describe_marks (trend);
  gtk_label_set_label (self->sentence, sentence);
  gtk_label_set_label (self->detail, detail);
  bw_trend_view_set_trend (bw_trend_panel_get_view (self->panel), trend, bw_session_get_notes (self->session));
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
  bw_trend_panel_set_narrow (self->panel, self->narrow);
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
  g_type_ensure (BW_TYPE_TREND_PANEL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-rhythm-trend-card.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwRhythmTrendCard, child)
  BIND (states);
  BIND (why_failed);
  BIND (sentence);
  BIND (detail);
  BIND (panel);
#undef BIND
}

static void
bw_rhythm_trend_card_init (BwRhythmTrendCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bw_trend_panel_set_kind (self->panel, BW_TREND_FIGURE_READINGS);
  g_signal_connect_object (bw_trend_panel_get_view (self->panel), "reading-activated",
                           G_CALLBACK (on_reading_activated), self, G_CONNECT_SWAPPED);
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

  bw_trend_view_set_selected (bw_trend_panel_get_view (self->panel),
                              key != NULL && key->kind == BW_RHYTHM_READING ? key->id : 0);
}

const char *
bw_rhythm_trend_card_get_state (BwRhythmTrendCard *self)
{
  g_return_val_if_fail (BW_IS_RHYTHM_TREND_CARD (self), NULL);

  return gtk_stack_get_visible_child_name (self->states);
}
