/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-today-page.h"

#include "app/bw-day-bar.h"
#include "app/bw-forecast-view.h"
#include "app/bw-hour-words.h"
#include "app/bw-hours-dialog.h"
#include "app/bw-spinner.h"
#include "app/bw-style.h"
#include "app/bw-today-words.h"
#include "base/bw-time.h"

#include <glib/gi18n-lib.h>

#define SCORE_POINTS 56
#define SHAPE_POINTS 30
#define CALIBRATION_DAYS 14
#define WIDE_MARGIN 24
#define NARROW_MARGIN 12
#define CHART_HEIGHT 300
#define NARROW_CHART_HEIGHT 230

struct _BwTodayPage
{
  AdwBin parent_instance;

  /* Template children. */
  GtkStack *states;
  AdwStatusPage *error_page;
  GtkBox *content;
  GtkRevealer *error_revealer;
  GtkLabel *error_label;
  GtkWidget *look_back_box;
  GtkLabel *look_back_label;
  GtkLabel *outcome_label;
  GtkLabel *kept_label;
  GtkBox *hero;
  GtkLabel *shape_label;
  GtkLabel *score_label;
  GtkLabel *zone_label;
  GtkLabel *meaning_label;
  GtkLabel *when_label;
  GtkWidget *busy_spinner;
  GtkButton *update_button;
  GtkLevelBar *calibration_bar;
  GtkLabel *sentence_label;
  GtkWidget *chart_card;
  BwDayBar *day_bar;
  BwForecastView *chart;
  GtkLabel *difference_label;
  GtkLabel *flags_label;
  GtkWidget *no_scores_label;
  GtkBox *tools_box;
  GtkWidget *range_box;
  GtkToggleButton *day_button;
  GtkToggleButton *week_button;
  GtkToggleButton *month_button;
  GtkToggleButton *all_button;
  GtkWidget *zoom_back_button;
  GtkButton *hours_button;
  GtkWidget *menu_button;
  BwTodayCards *cards;

  /* Owned. */
  BwOutlook *outlook;      /* (nullable): of now */
  BwOutlook *look_back;    /* (nullable): shown in its place */
  char *error;

  BwThresholds thresholds;
  gint64 now_ms;
  gboolean busy;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (BwTodayPage, bw_today_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_PAST_DAYS,
  PROP_NET_SHOWN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gint64
get_now (BwTodayPage *self)
{
  return self->now_ms != 0 ? self->now_ms : g_get_real_time () / 1000;
}

/* What is shown. */
static const BwOutlook *
get_shown (BwTodayPage *self)
{
  return self->look_back ? self->look_back : self->outlook;
}

/* What words are told from: a day that is looked back on is over, however long ago. */
static gint64
get_words_now (BwTodayPage *self)
{
  gint64 now_ms = get_now (self);

  return self->look_back ? MAX (now_ms, self->look_back->forecast->issued_ms + 3 * BW_TIME_DAY) : now_ms;
}

/* Colour and size as attributes: the zones' colours belong to the palette, whose contrast is
 * tested, and the number follows the interface's text size. */
static void
set_attributes (GtkLabel          *label,
                const BwPlotColor *color,
                int                points)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_attr_list_insert (attributes, pango_attr_foreground_new ((guint16) (color->red * 65535),
                                                                 (guint16) (color->green * 65535),
                                                                 (guint16) (color->blue * 65535)));
  /* Else the theme's own translucency of text would wash it out. */
  pango_attr_list_insert (attributes, pango_attr_foreground_alpha_new (G_MAXUINT16));
  if (points > 0)
    {
      pango_attr_list_insert (attributes, pango_attr_size_new (points * PANGO_SCALE));
      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
    }
  gtk_label_set_attributes (label, attributes);
}

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
show_score (BwTodayPage *self)
{
  const BwForecast *forecast = get_shown (self)->forecast;
  g_autofree char *number = NULL, *zone = NULL, *spoken = NULL;
  const BwPlotPalette *palette = bw_style_get_palette ();

  gtk_widget_set_visible (GTK_WIDGET (self->calibration_bar), forecast->calibrating);
  if (forecast->calibrating)
    {
      int days = CLAMP (forecast->baseline_days, 0, CALIBRATION_DAYS);

      number = g_strdup_printf (_("%d/%d"), days, CALIBRATION_DAYS);
      set_text (self->zone_label, _("Calibrating"));
      set_text (self->meaning_label, _("days with readings"));
      set_attributes (self->score_label, &palette->text, SCORE_POINTS);
      set_attributes (self->zone_label, &palette->text, 0);
      gtk_level_bar_set_value (self->calibration_bar, days);
      spoken = g_strdup_printf (ngettext ("Calibrating: %d of %d day with readings",
                                          "Calibrating: %d of %d days with readings",
                                          CALIBRATION_DAYS),
                                days, CALIBRATION_DAYS);
    }
  else if (!forecast->has_score)
    {
      number = g_strdup ("–");
      set_text (self->zone_label, _("No score"));
      set_text (self->meaning_label, NULL);
      set_attributes (self->score_label, &palette->dim_text, SCORE_POINTS);
      set_attributes (self->zone_label, &palette->text, 0);
      spoken = g_strdup (_("No score"));
    }
  else
    {
      const BwPlotColor *color = &palette->zone_text[forecast->zone_now];
      int shown = bw_zone_shown_score (forecast->score_now);
      const char *name = bw_zone_get_name (forecast->zone_now);

      number = g_strdup_printf ("%d", shown);
      /* Translators: %s is Green, Yellow or Red */
      zone = g_strdup_printf (_("%s zone"), name);
      set_text (self->zone_label, zone);
      set_text (self->meaning_label, bw_zone_get_meaning (forecast->zone_now));
      set_attributes (self->score_label, color, SCORE_POINTS);
      set_attributes (self->zone_label, color, 0);
      spoken = g_strdup_printf (_("Fatigue score %d of 100, %s zone"), shown, name);
    }
  set_text (self->shape_label,
            forecast->has_score ? bw_zone_get_shape (forecast->zone_now) : NULL);
  set_attributes (self->shape_label, &palette->zone_text[forecast->zone_now], SHAPE_POINTS);
  gtk_label_set_label (self->score_label, number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->score_label),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* Whether there is a past worth drawing where there is no score ahead. */
static gboolean
has_past (const BwOutlook *outlook)
{
  for (guint i = 0; !outlook->forecast->calibrating && outlook->past && i < outlook->past->len; i++)
    if (g_array_index (outlook->past, BwPastHour, i).has_level)
      return TRUE;
  return FALSE;
}

static void
show_chart (BwTodayPage *self)
{
  const BwForecast *forecast = get_shown (self)->forecast;
  gboolean scores = bw_forecast_has_scores (forecast);
  gboolean drawn = scores || has_past (get_shown (self));
  g_autofree char *flags = bw_today_flags (forecast, get_shown (self)->zone, &self->thresholds);
  g_autofree char *difference = bw_today_difference (forecast);
  g_autofree char *legend = flags ? g_strdup_printf ("■ %s", flags) : NULL;

  bw_forecast_view_set_outlook (self->chart, self->look_back ? self->look_back : self->outlook,
                                &self->thresholds, get_now (self));
  gtk_widget_set_visible (GTK_WIDGET (self->chart), drawn);
  gtk_widget_set_visible (self->chart_card, drawn || forecast->n_hours > 0);
  gtk_widget_set_visible (self->range_box, drawn);
  gtk_widget_set_visible (self->menu_button, drawn);
  gtk_widget_set_visible (GTK_WIDGET (self->hours_button), forecast->n_hours > 0);
  gtk_widget_set_visible (self->no_scores_label, !scores && forecast->n_hours > 0);
  set_text (self->difference_label, difference);
  set_attributes (self->difference_label, &bw_style_get_palette ()->zone_text[forecast->zone_now], 0);
  set_text (self->flags_label, legend);
  set_attributes (self->flags_label, &bw_style_get_palette ()->zone_text[BW_ZONE_RED], 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "today.save-picture", drawn);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "today.copy-picture", drawn);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "today.hours-table", forecast->n_hours > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "today.show-net",
                                 drawn && bw_forecast_view_has_net (self->chart));
}

/* Which day it is, and what became of it. */
static void
show_look_back (BwTodayPage *self)
{
  const BwOutlook *back = self->look_back;
  GArray *past = self->outlook ? self->outlook->past : NULL;

  gtk_widget_set_visible (self->look_back_box, back != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->update_button), back == NULL);
  bw_day_bar_set_limits (self->day_bar, self->outlook ? self->outlook->zone : NULL,
                         past && past->len > 0 ? g_array_index (past, BwPastHour, 0).time_ms : 0,
                         past && past->len > 0 ? self->outlook->forecast->issued_ms : 0,
                         self->outlook && bw_today_is_old (self->outlook->forecast, get_now (self)));
  bw_day_bar_set_shown (self->day_bar, back ? back->forecast->issued_ms : 0);
  if (back)
    {
      g_autofree char *when = bw_hour_words_when (back->forecast->issued_ms, back->zone, get_now (self));
      g_autofree char *outcome = bw_hour_words_outcome (back);
      /* Translators: a date and time */
      g_autofree char *title = g_strdup_printf (_("Looking back on %s"), when);

      gtk_label_set_label (self->look_back_label, title);
      set_text (self->outcome_label, outcome ? outcome : _("No reading came in the 24 hours after."));
      set_text (self->kept_label, back->was_kept
                                    ? _("The forecast as it was issued then.")
                                    : _("The forecast as it would have been issued then: nothing later "
                                        "went into it."));
    }
}

static void
show_outlook (BwTodayPage *self)
{
  const BwForecast *forecast = get_shown (self)->forecast;
  gint64 now_ms = get_words_now (self);
  g_autofree char *sentence = bw_today_sentence (forecast, get_shown (self)->zone, now_ms);
  g_autofree char *when = bw_today_issued (forecast, get_shown (self)->zone, now_ms);

  show_score (self);
  set_text (self->sentence_label, sentence);
  set_text (self->when_label, when);
  if (bw_today_is_old (forecast, now_ms))
    gtk_widget_remove_css_class (GTK_WIDGET (self->when_label), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->when_label), "dim-label");
  show_chart (self);
  bw_today_cards_set_outlook (self->cards, get_shown (self));
  show_look_back (self);
}

static void
show_state (BwTodayPage *self)
{
  const char *state = "empty";

  if (self->outlook)
    state = "content";
  else if (self->busy)
    state = "loading";
  else if (self->error)
    state = "error";
  gtk_stack_set_visible_child_name (self->states, state);

  gtk_widget_set_visible (self->busy_spinner, self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->update_button), !self->busy);

  if (self->error)
    {
      g_autofree char *escaped = g_markup_escape_text (self->error, -1);

      adw_status_page_set_description (self->error_page, escaped);
      gtk_label_set_label (self->error_label, self->error);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->error_revealer), self->error != NULL);
  gtk_revealer_set_reveal_child (self->error_revealer, self->error != NULL);
}

static void
show_width (BwTodayPage *self)
{
  int margin = self->narrow ? NARROW_MARGIN : WIDE_MARGIN;
  GtkWidget *content = GTK_WIDGET (self->content);

  gtk_widget_set_margin_start (content, margin);
  gtk_widget_set_margin_end (content, margin);
  gtk_widget_set_margin_top (content, margin);
  gtk_box_set_spacing (self->hero, self->narrow ? 0 : 20);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->hero),
                                  self->narrow ? GTK_ORIENTATION_VERTICAL
                                               : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_valign (GTK_WIDGET (self->update_button),
                         self->narrow ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (GTK_WIDGET (self->chart), -1,
                               self->narrow ? NARROW_CHART_HEIGHT : CHART_HEIGHT);
  gtk_widget_set_margin_start (GTK_WIDGET (self->tools_box), margin / 2);
  gtk_widget_set_margin_end (GTK_WIDGET (self->tools_box), margin / 2);
  gtk_box_set_spacing (self->tools_box, self->narrow ? 0 : 6);
  bw_today_cards_set_narrow (self->cards, self->narrow);
  if (self->narrow)
    {
      gtk_button_set_icon_name (self->update_button, "view-refresh-symbolic");
      gtk_button_set_icon_name (self->hours_button, "view-list-symbolic");
    }
  else
    {
      gtk_button_set_label (self->update_button, _("_Update Forecast"));
      gtk_button_set_use_underline (self->update_button, TRUE);
      gtk_button_set_label (self->hours_button, _("Hours as _Table"));
      gtk_button_set_use_underline (self->hours_button, TRUE);
    }
}

static void
on_scheme_changed (BwTodayPage *self)
{
  if (self->outlook)
    {
      show_score (self);
      set_attributes (self->difference_label,
                      &bw_style_get_palette ()->zone_text[get_shown (self)->forecast->zone_now], 0);
      set_attributes (self->flags_label, &bw_style_get_palette ()->zone_text[BW_ZONE_RED], 0);
    }
}

static void
on_range_toggled (GtkToggleButton *button,
                  BwTodayPage     *self)
{
  guint days = button == self->day_button ? 1 : button == self->week_button ? 7
             : button == self->month_button ? 30 : 0;

  if (gtk_toggle_button_get_active (button))
    bw_forecast_view_set_past_days (self->chart, days);
}

static void
on_past_days_changed (BwTodayPage *self)
{
  guint days = bw_forecast_view_get_past_days (self->chart);
  GtkToggleButton *button = days == 1 ? self->day_button : days == 7 ? self->week_button
                          : days == 30 ? self->month_button : self->all_button;

  gtk_toggle_button_set_active (button, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAST_DAYS]);
}

static void
on_net_shown_changed (BwTodayPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NET_SHOWN]);
}

/* The chart takes the focus that a button loses as it goes. */
static void
on_zoomed_changed (BwTodayPage *self)
{
  gboolean zoomed = bw_forecast_view_is_zoomed (self->chart);

  if (!zoomed && gtk_widget_has_focus (self->zoom_back_button))
    gtk_widget_grab_focus (GTK_WIDGET (self->chart));
  gtk_widget_set_visible (self->zoom_back_button, zoomed);
}

static void
on_zoom_back (BwTodayPage *self)
{
  bw_forecast_view_zoom_back (self->chart);
}

/* --- Looking back ------------------------------------------------------------------------------- */

static void
on_day_chosen (BwTodayPage *self,
               gint64       time_ms)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.look-back", "x", time_ms);
}

static void
on_back_to_now (BwTodayPage *self)
{
  on_day_chosen (self, 0);
}

/* In the chart, and where the focus is on nothing that pages. */
static gboolean
on_day_key (GtkWidget *widget,
            GVariant  *args,
            gpointer   user_data)
{
  BwTodayPage *self = BW_TODAY_PAGE (gtk_widget_get_ancestor (widget, BW_TYPE_TODAY_PAGE));

  bw_day_bar_step (self->day_bar, g_variant_get_int32 (args));
  return TRUE;
}

static void
add_day_key (GtkEventController *keys,
             guint               key,
             int                 days)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, 0),
                                            gtk_callback_action_new (on_day_key, NULL, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (days));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
}

static void
on_save_picture (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  bw_chart_save_picture (BW_CHART (BW_TODAY_PAGE (widget)->chart));
}

static void
on_copy_picture (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  bw_chart_copy_picture (BW_CHART (BW_TODAY_PAGE (widget)->chart));
}

static void
on_hours_table (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  bw_today_page_show_hours (BW_TODAY_PAGE (widget));
}

/* T works wherever the focus is, as long as the page is the one that is seen. */
static gboolean
on_table_key (GtkWidget *widget,
              GVariant  *args,
              gpointer   user_data)
{
  BwTodayPage *self = BW_TODAY_PAGE (widget);

  if (!gtk_widget_get_mapped (widget) || !self->outlook || get_shown (self)->forecast->n_hours == 0)
    return FALSE;
  bw_today_page_show_hours (self);
  return TRUE;
}

static void
bw_today_page_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  BwTodayPage *self = BW_TODAY_PAGE (object);

  switch (id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_PAST_DAYS:
      g_value_set_uint (value, bw_forecast_view_get_past_days (self->chart));
      break;
    case PROP_NET_SHOWN:
      g_value_set_boolean (value, bw_forecast_view_get_net_shown (self->chart));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_today_page_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  BwTodayPage *self = BW_TODAY_PAGE (object);

  switch (id)
    {
    case PROP_NARROW:
      if (self->narrow == g_value_get_boolean (value))
        return;
      self->narrow = g_value_get_boolean (value);
      show_width (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_PAST_DAYS:
      bw_forecast_view_set_past_days (self->chart, g_value_get_uint (value));
      break;
    case PROP_NET_SHOWN:
      bw_forecast_view_set_net_shown (self->chart, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_today_page_dispose (GObject *object)
{
  BwTodayPage *self = BW_TODAY_PAGE (object);

  g_clear_pointer (&self->outlook, bw_outlook_free);
  g_clear_pointer (&self->look_back, bw_outlook_free);
  G_OBJECT_CLASS (bw_today_page_parent_class)->dispose (object);
}

static void
bw_today_page_finalize (GObject *object)
{
  BwTodayPage *self = BW_TODAY_PAGE (object);

  g_free (self->error);
  G_OBJECT_CLASS (bw_today_page_parent_class)->finalize (object);
}

static void
bw_today_page_class_init (BwTodayPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_today_page_get_property;
  object_class->set_property = bw_today_page_set_property;
  object_class->dispose = bw_today_page_dispose;
  object_class->finalize = bw_today_page_finalize;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAST_DAYS] = g_param_spec_uint ("past-days", NULL, NULL, 0, 30, 7,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  properties[PROP_NET_SHOWN] = g_param_spec_boolean ("net-shown", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                       | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (BW_TYPE_SPINNER);
  g_type_ensure (BW_TYPE_DAY_BAR);
  g_type_ensure (BW_TYPE_FORECAST_VIEW);
  g_type_ensure (BW_TYPE_TODAY_CARDS);
  gtk_widget_class_install_action (widget_class, "today.save-picture", NULL, on_save_picture);
  gtk_widget_class_install_action (widget_class, "today.copy-picture", NULL, on_copy_picture);
  gtk_widget_class_install_action (widget_class, "today.hours-table", NULL, on_hours_table);
  gtk_widget_class_install_property_action (widget_class, "today.show-net", "net-shown");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-today-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwTodayPage, child)
  BIND (states);
  BIND (error_page);
  BIND (content);
  BIND (error_revealer);
  BIND (error_label);
  BIND (look_back_box);
  BIND (look_back_label);
  BIND (outcome_label);
  BIND (kept_label);
  BIND (hero);
  BIND (shape_label);
  BIND (score_label);
  BIND (zone_label);
  BIND (meaning_label);
  BIND (when_label);
  BIND (busy_spinner);
  BIND (update_button);
  BIND (calibration_bar);
  BIND (sentence_label);
  BIND (chart_card);
  BIND (day_bar);
  BIND (chart);
  BIND (difference_label);
  BIND (flags_label);
  BIND (no_scores_label);
  BIND (tools_box);
  BIND (range_box);
  BIND (day_button);
  BIND (week_button);
  BIND (month_button);
  BIND (all_button);
  BIND (zoom_back_button);
  BIND (hours_button);
  BIND (menu_button);
  BIND (cards);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_range_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_zoom_back);
  gtk_widget_class_bind_template_callback (widget_class, on_day_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_back_to_now);
}

static void
bw_today_page_init (BwTodayPage *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->thresholds = (BwThresholds) BW_THRESHOLDS_DEFAULT;
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_t, 0),
                        gtk_callback_action_new (on_table_key, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  keys = gtk_shortcut_controller_new ();
  add_day_key (keys, GDK_KEY_Page_Up, -1);
  add_day_key (keys, GDK_KEY_KP_Page_Up, -1);
  add_day_key (keys, GDK_KEY_Page_Down, 1);
  add_day_key (keys, GDK_KEY_KP_Page_Down, 1);
  gtk_widget_add_controller (GTK_WIDGET (self->chart), keys);

  g_signal_connect_swapped (self->chart, "notify::past-days", G_CALLBACK (on_past_days_changed), self);
  g_signal_connect_swapped (self->chart, "notify::net-shown", G_CALLBACK (on_net_shown_changed), self);
  g_signal_connect_swapped (self->chart, "notify::zoomed", G_CALLBACK (on_zoomed_changed), self);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (on_scheme_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (on_scheme_changed), self,
                           G_CONNECT_SWAPPED);
  show_width (self);
  show_state (self);
}

BwTodayPage *
bw_today_page_new (void)
{
  return g_object_new (BW_TYPE_TODAY_PAGE, NULL);
}

void
bw_today_page_set_outlook (BwTodayPage *self,
                           BwOutlook   *outlook)
{
  BwOutlook *before;

  g_return_if_fail (BW_IS_TODAY_PAGE (self));

  before = self->outlook;
  g_clear_pointer (&self->error, g_free);
  self->outlook = outlook;
  if (!outlook)
    g_clear_pointer (&self->look_back, bw_outlook_free);
  if (outlook && self->look_back)
    show_look_back (self);
  else if (outlook)
    show_outlook (self);
  else
    {
      bw_today_cards_set_outlook (self->cards, NULL);
      bw_forecast_view_set_outlook (self->chart, NULL, &self->thresholds, 0);
    }
  bw_outlook_free (before);
  show_state (self);
}

void
bw_today_page_set_look_back (BwTodayPage *self,
                             BwOutlook   *outlook)
{
  BwOutlook *before;

  g_return_if_fail (BW_IS_TODAY_PAGE (self));

  before = self->look_back;
  g_clear_pointer (&self->error, g_free);
  self->look_back = outlook;
  if (get_shown (self) && (outlook || before))
    show_outlook (self);
  bw_outlook_free (before);
  show_state (self);
}

gint64
bw_today_page_get_look_back (BwTodayPage *self)
{
  g_return_val_if_fail (BW_IS_TODAY_PAGE (self), 0);

  return self->look_back ? self->look_back->forecast->issued_ms : 0;
}

void
bw_today_page_set_busy (BwTodayPage *self,
                        gboolean     busy)
{
  g_return_if_fail (BW_IS_TODAY_PAGE (self));

  self->busy = busy;
  show_state (self);
}

void
bw_today_page_set_error (BwTodayPage *self,
                         const char  *message)
{
  g_return_if_fail (BW_IS_TODAY_PAGE (self));

  if (message != self->error)
    {
      g_free (self->error);
      self->error = g_strdup (message);
    }
  show_state (self);
}

void
bw_today_page_set_thresholds (BwTodayPage *self,
                              double       alert_score,
                              double       p_red)
{
  g_return_if_fail (BW_IS_TODAY_PAGE (self));

  self->thresholds = (BwThresholds) { alert_score, p_red };
  if (self->outlook)
    show_chart (self);
}

void
bw_today_page_set_now (BwTodayPage *self,
                       gint64       now_ms)
{
  g_return_if_fail (BW_IS_TODAY_PAGE (self));

  self->now_ms = now_ms;
  if (self->outlook)
    show_outlook (self);
}

void
bw_today_page_show_hours (BwTodayPage *self)
{
  BwHoursDialog *dialog;
  GtkRoot *root;

  g_return_if_fail (BW_IS_TODAY_PAGE (self));

  if (!get_shown (self) || get_shown (self)->forecast->n_hours == 0)
    return;
  root = gtk_widget_get_root (GTK_WIDGET (self));
  dialog = bw_hours_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                get_shown (self)->forecast, get_shown (self)->zone,
                                &self->thresholds);
  gtk_window_present (GTK_WINDOW (dialog));
}

BwTodayCards *
bw_today_page_get_cards (BwTodayPage *self)
{
  g_return_val_if_fail (BW_IS_TODAY_PAGE (self), NULL);

  return self->cards;
}
