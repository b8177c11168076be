/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-trend-page.h"

#include "app/bw-note-row.h"
#include "app/bw-spinner.h"
#include "app/bw-trend-panel.h"
#include "app/bw-trend-words.h"

#include <glib/gi18n-lib.h>

#define WIDE_MARGIN 24
#define NARROW_MARGIN 12
/* Rows beyond would only be scrolled past; the table of the chart has them all. */
#define MOST_NOTES 100

struct _BwTrendPage
{
  AdwBin parent_instance;

  /* Template children. */
  GtkStack *states;
  AdwStatusPage *failed;
  GtkBox *content;
  GtkLabel *sentence;
  GtkLabel *detail;
  BwTrendPanel *panel;
  GtkListBox *notes;
  GtkWidget *notes_list;
  GtkWidget *no_notes;
  GtkLabel *more_notes;

  /* Owned. */
  BwSession *session;

  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (BwTrendPage, bw_trend_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
show_state (BwTrendPage *self,
            const char  *name)
{
  gtk_stack_set_visible_child_name (self->states, name);
}

/* --- What is shown ----------------------------------------------------------------------------- */

/* The numbers of the last day, and what a dot is. Returns: (transfer full) */
static char *
make_detail (const BwTrend *trend)
{
  g_autofree char *numbers = bw_trend_describe_numbers (trend);

  return g_strdup_printf ("%s%s%s", numbers, numbers[0] != '\0' ? " " : "",
                          trend->of_nights ? _("Each dot is the mean of a night.")
                                           : _("Each dot is the mean of a day."));
}

static GTimeZone *
get_zone (BwTrendPage *self)
{
  const BwSummary *summary = bw_session_get_summary (self->session);
  const BwTrend *trend = bw_session_get_trend (self->session, NULL);

  if (trend != NULL)
    return g_time_zone_ref (trend->zone);
  return summary != NULL ? g_time_zone_new_identifier (summary->zone_in_use)
                         : g_time_zone_new_utc ();
}

static void
show_notes (BwTrendPage *self)
{
  g_autoptr (GTimeZone) zone = get_zone (self);
  guint n = bw_note_rows_fill (self->notes, bw_session_get_notes (self->session), MOST_NOTES, zone);

  gtk_widget_set_visible (self->notes_list, n > 0);
  gtk_widget_set_visible (self->no_notes, n == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->more_notes), n > MOST_NOTES);
  if (n > MOST_NOTES)
    {
      g_autofree char *text
          = g_strdup_printf (ngettext ("%u older note stands in the table of the chart.",
                                       "%u older notes stand in the table of the chart.",
                                       n - MOST_NOTES),
                             n - MOST_NOTES);

      gtk_label_set_label (self->more_notes, text);
    }
}

static void
show_trend (BwTrendPage *self)
{
  gboolean is_current;
  const BwTrend *trend = bw_session_get_trend (self->session, &is_current);
  const GError *error = bw_session_get_trend_error (self->session);
  g_autofree char *sentence = NULL, *detail = NULL;

  if (error != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->failed, escaped);
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
  detail = make_detail (trend);
  gtk_label_set_label (self->sentence, sentence);
  gtk_label_set_label (self->detail, detail);
  bw_trend_view_set_trend (bw_trend_panel_get_view (self->panel), trend, bw_session_get_notes (self->session));
  show_state (self, "content");
}

/* --- The session ------------------------------------------------------------------------------- */

/* Nothing is made for a page that nobody looks at; while another is on its way the last one stays. */
static void
on_trend_changed (BwTrendPage *self)
{
  gboolean is_current;

  bw_session_get_trend (self->session, &is_current);
  if (is_current)
    {
      show_trend (self);
      show_notes (self);
    }
  else if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    bw_session_read_trend (self->session);
}

static void
on_notes_changed (BwTrendPage *self)
{
  if (bw_session_get_trend (self->session, NULL) != NULL)
    show_trend (self);
  show_notes (self);
}

/* --- Widgets ----------------------------------------------------------------------------------- */

static void
show_width (BwTrendPage *self)
{
  int margin = self->narrow ? NARROW_MARGIN : WIDE_MARGIN;

  gtk_widget_set_margin_start (GTK_WIDGET (self->content), margin);
  gtk_widget_set_margin_end (GTK_WIDGET (self->content), margin);
  bw_trend_panel_set_narrow (self->panel, self->narrow);
}

static void
bw_trend_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bw_trend_page_parent_class)->map (widget);
  if (BW_TREND_PAGE (widget)->session != NULL)
    bw_session_read_trend (BW_TREND_PAGE (widget)->session);
}

static void
bw_trend_page_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, BW_TREND_PAGE (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_trend_page_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  BwTrendPage *self = BW_TREND_PAGE (object);

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
bw_trend_page_dispose (GObject *object)
{
  BwTrendPage *self = BW_TREND_PAGE (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_trend_page_parent_class)->dispose (object);
}

static void
bw_trend_page_class_init (BwTrendPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_trend_page_get_property;
  object_class->set_property = bw_trend_page_set_property;
  object_class->dispose = bw_trend_page_dispose;
  widget_class->map = bw_trend_page_map;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (BW_TYPE_SPINNER);
  g_type_ensure (BW_TYPE_TREND_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-trend-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwTrendPage, child)
  BIND (states);
  BIND (failed);
  BIND (content);
  BIND (sentence);
  BIND (detail);
  BIND (panel);
  BIND (notes);
  BIND (notes_list);
  BIND (no_notes);
  BIND (more_notes);
#undef BIND
}

static void
bw_trend_page_init (BwTrendPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_width (self);
  show_state (self, "loading");
}

BwTrendPage *
bw_trend_page_new (void)
{
  return g_object_new (BW_TYPE_TREND_PAGE, NULL);
}

void
bw_trend_page_set_session (BwTrendPage *self,
                           BwSession   *session)
{
  g_return_if_fail (BW_IS_TREND_PAGE (self));
  g_return_if_fail (BW_IS_SESSION (session) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "trend-changed", G_CALLBACK (on_trend_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notes-changed", G_CALLBACK (on_notes_changed), self,
                           G_CONNECT_SWAPPED);
  on_trend_changed (self);
}

const char *
bw_trend_page_get_state (BwTrendPage *self)
{
  g_return_val_if_fail (BW_IS_TREND_PAGE (self), NULL);

  return gtk_stack_get_visible_child_name (self->states);
}
