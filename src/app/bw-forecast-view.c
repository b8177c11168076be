/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-forecast-view.h"

#include "app/bw-forecast-picture.h"
#include "app/bw-style.h"
#include "app/bw-toasts.h"
#include "base/bw-time.h"
#include "compat/bw-compat-file-dialog.h"
#include "plot/bw-plot-forecast.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define NARROW_BELOW 560
#define LEAST_WIDTH 240
#define LEAST_HEIGHT 180
#define NATURAL_HEIGHT 300

/* Where the cursor can stand: an hour with a score, and what it says there. */
typedef struct
{
  gint64 time_ms;
  double score;
  char *text;
} Stop;

struct _BwForecastView
{
  GtkWidget parent_instance;

  /* Owned. */
  BwForecastFigure *figure;   /* (nullable) */
  GArray *stops;              /* Stop, ascending */
  char *file_name;
  GtkWidget *menu;

  gboolean old;               /* the date of issue stands where “Now” would */
  guint past_days;
  int cursor;                 /* a stop, or −1 */
};

G_DEFINE_FINAL_TYPE (BwForecastView, bw_forecast_view, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_PAST_DAYS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
clear_stop (gpointer data)
{
  Stop *stop = data;

  g_free (stop->text);
}

static void
get_plot (BwForecastView *self,
          BwPlotForecast *plot)
{
  bw_forecast_figure_get_plot (self->figure, self->past_days, plot);
  if (!self->old)
    plot->now_label = _("Now");
}

static BwPlotRect
get_area (BwForecastView *self)
{
  const int room = BW_STYLE_FOCUS_ROOM;

  return (BwPlotRect) { room, room,
                        MAX (gtk_widget_get_width (GTK_WIDGET (self)) - 2 * room, 1),
                        MAX (gtk_widget_get_height (GTK_WIDGET (self)) - 2 * room, 1) };
}

static gboolean
is_visible_stop (BwForecastView *self,
                 int             index)
{
  return index >= 0 && index < (int) self->stops->len
         && g_array_index (self->stops, Stop, index).time_ms
              >= bw_forecast_figure_get_issued (self->figure) - self->past_days * BW_TIME_DAY;
}

static void
set_cursor (BwForecastView *self,
            int             cursor)
{
  const char *text;

  if (self->cursor == cursor)
    return;
  self->cursor = cursor;
  text = bw_forecast_view_get_read_out (self);
  if (text)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                    floor (g_array_index (self->stops, Stop, cursor).score),
                                    GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The first stop ahead, from where the keyboard begins. */
static int
find_first_ahead (BwForecastView *self)
{
  for (guint i = 0; i < self->stops->len; i++)
    if (g_array_index (self->stops, Stop, i).time_ms
        >= bw_forecast_figure_get_issued (self->figure))
      return (int) i;
  return (int) self->stops->len - 1;
}

static gboolean
on_move (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwForecastView *self = BW_FORECAST_VIEW (widget);
  int by = g_variant_get_int32 (args), next;

  if (self->stops->len == 0)
    return FALSE;
  if (by == G_MININT32)
    for (next = 0; !is_visible_stop (self, next) && next + 1 < (int) self->stops->len; next++)
      ;
  else if (by == G_MAXINT32)
    next = (int) self->stops->len - 1;
  else if (self->cursor < 0)
    next = find_first_ahead (self);
  else
    next = self->cursor + by;
  if (is_visible_stop (self, next))
    set_cursor (self, next);
  return TRUE;
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  BwForecastView *self = BW_FORECAST_VIEW (widget);

  if (self->cursor < 0)
    return FALSE;
  set_cursor (self, -1);
  return TRUE;
}

static void
on_motion (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           BwForecastView           *self)
{
  PangoFontDescription *font;
  BwPlotForecastLayout layout;
  BwPlotForecast plot;
  BwPlotRect area = get_area (self);
  int nearest = -1;
  double distance = 24;

  if (self->stops->len == 0)
    return;
  get_plot (self, &plot);
  font = bw_style_make_caption_font (GTK_WIDGET (self));
  bw_plot_forecast_layout (&layout, &plot, &area, font);
  pango_font_description_free (font);
  if (x < layout.plot.x - 4 || x > layout.plot.x + layout.plot.width + 4)
    {
      set_cursor (self, -1);
      return;
    }
  for (guint i = 0; i < self->stops->len; i++)
    {
      const Stop *stop = &g_array_index (self->stops, Stop, i);
      double from = fabs (bw_plot_time_scale_map (&layout.time, stop->time_ms) - x);

      if (is_visible_stop (self, (int) i) && from < distance)
        {
          nearest = (int) i;
          distance = from;
        }
    }
  set_cursor (self, nearest);
}

static void
on_leave (GtkEventControllerMotion *controller,
          BwForecastView           *self)
{
  set_cursor (self, -1);
}

static void
show_menu (BwForecastView *self,
           double          x,
           double          y)
{
  GdkRectangle at = { (int) x, (int) y, 1, 1 };

  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
on_pressed (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            BwForecastView  *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (event && gdk_event_triggers_context_menu (event))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      show_menu (self, x, y);
    }
}

/* A finger has no hover: a tap moves the cursor, a long press opens the menu. */
static void
on_released (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             BwForecastView  *self)
{
  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_PRIMARY)
    on_motion (NULL, x, y, self);
}

static void
on_long_press (GtkGestureLongPress *gesture,
               double               x,
               double               y,
               BwForecastView      *self)
{
  show_menu (self, x, y);
}

static gboolean
on_menu_key (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  show_menu (BW_FORECAST_VIEW (widget), gtk_widget_get_width (widget) / 2.0,
             gtk_widget_get_height (widget) / 2.0);
  return TRUE;
}

static void
toast (BwForecastView *self,
       const char     *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (overlay)
    bw_toasts_show (ADW_TOAST_OVERLAY (overlay), adw_toast_new (text), FALSE);
}

static BwForecastPicture *
make_picture (BwForecastView *self,
              BwPlotFormat    format)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  BwForecastPicture *picture = g_new0 (BwForecastPicture, 1);

  picture->figure = bw_forecast_figure_ref (self->figure);
  picture->font = bw_style_make_caption_font (GTK_WIDGET (self));
  picture->format = format;
  picture->past_days = self->past_days;
  picture->palette = bw_plot_palette_get (FALSE, adw_style_manager_get_high_contrast (manager));
  return picture;
}

static void
on_saved (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (BwForecastView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *escaped = NULL;

  if (bw_forecast_picture_save_finish (result, &error))
    {
      toast (self, _("Picture saved"));
      return;
    }
  text = g_strdup_printf (_("The picture could not be saved: %s"), error->message);
  escaped = g_markup_escape_text (text, -1);
  toast (self, escaped);
}

static void
on_file_chosen (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (BwForecastView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = bw_file_dialog_run_finish_one (result, &error);
  g_autofree char *name = NULL;
  BwPlotFormat format = BW_PLOT_FORMAT_PNG;

  if (!file)
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        toast (self, escaped);
      return;
    }
  if (!self->figure)
    return;
  name = g_file_get_basename (file);
  bw_plot_format_from_name (name, &format);
  bw_forecast_picture_save (make_picture (self, format), file, NULL, on_saved, g_object_ref (self));
}

static void
bw_forecast_view_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  BwForecastView *self = BW_FORECAST_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const BwPlotPalette *palette = bw_style_get_palette ();
  BwPlotRect area = get_area (self);
  cairo_t *cr;

  if (width <= 0 || height <= 0)
    return;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width,
                                                                 (float) height));
  if (self->figure)
    {
      PangoFontDescription *font = bw_style_make_caption_font (widget);
      BwPlotForecast plot;

      get_plot (self, &plot);
      if (width < NARROW_BELOW)
        plot.title = _("Score from HRV alone");
      if (self->cursor >= 0)
        {
          const Stop *stop = &g_array_index (self->stops, Stop, self->cursor);

          plot.has_cursor = TRUE;
          plot.cursor_ms = stop->time_ms;
          plot.cursor_score = stop->score;
          plot.cursor_text = stop->text;
        }
      bw_plot_forecast_paint (cr, &area, &plot, palette, font);
      pango_font_description_free (font);
    }

  if (gtk_widget_has_visible_focus (widget))
    bw_style_paint_focus (cr, width, height);
  cairo_destroy (cr);
}

static void
bw_forecast_view_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : LEAST_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 600 : NATURAL_HEIGHT;
}

static void
bw_forecast_view_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  gtk_popover_present (GTK_POPOVER (BW_FORECAST_VIEW (widget)->menu));
}

static void
bw_forecast_view_state_flags_changed (GtkWidget     *widget,
                                      GtkStateFlags  previous)
{
  GTK_WIDGET_CLASS (bw_forecast_view_parent_class)->state_flags_changed (widget, previous);
  gtk_widget_queue_draw (widget);
}

static void
bw_forecast_view_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (id == PROP_PAST_DAYS)
    g_value_set_uint (value, BW_FORECAST_VIEW (object)->past_days);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_forecast_view_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  if (id == PROP_PAST_DAYS)
    bw_forecast_view_set_past_days (BW_FORECAST_VIEW (object), g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_forecast_view_dispose (GObject *object)
{
  BwForecastView *self = BW_FORECAST_VIEW (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->figure, bw_forecast_figure_unref);
  G_OBJECT_CLASS (bw_forecast_view_parent_class)->dispose (object);
}

static void
bw_forecast_view_finalize (GObject *object)
{
  BwForecastView *self = BW_FORECAST_VIEW (object);

  g_array_unref (self->stops);
  g_free (self->file_name);
  G_OBJECT_CLASS (bw_forecast_view_parent_class)->finalize (object);
}

static void
on_save_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  bw_forecast_view_save_picture (BW_FORECAST_VIEW (widget));
}

static void
on_copy_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  bw_forecast_view_copy_picture (BW_FORECAST_VIEW (widget));
}

static void
bind_move (GtkWidgetClass *klass,
           guint           key,
           guint           keypad,
           gint32          by)
{
  gtk_widget_class_add_binding (klass, key, 0, on_move, "i", by);
  gtk_widget_class_add_binding (klass, keypad, 0, on_move, "i", by);
}

static void
bw_forecast_view_class_init (BwForecastViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_forecast_view_get_property;
  object_class->set_property = bw_forecast_view_set_property;
  object_class->dispose = bw_forecast_view_dispose;
  object_class->finalize = bw_forecast_view_finalize;
  widget_class->snapshot = bw_forecast_view_snapshot;
  widget_class->measure = bw_forecast_view_measure;
  widget_class->size_allocate = bw_forecast_view_size_allocate;
  widget_class->state_flags_changed = bw_forecast_view_state_flags_changed;

  properties[PROP_PAST_DAYS] = g_param_spec_uint ("past-days", NULL, NULL, 1, 7, 7,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "forecast-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_widget_class_install_action (widget_class, "chart.save-picture", NULL, on_save_action);
  gtk_widget_class_install_action (widget_class, "chart.copy-picture", NULL, on_copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK,
                                       "chart.copy-picture", NULL);
  bind_move (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, -1);
  bind_move (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, 1);
  bind_move (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, G_MININT32);
  bind_move (widget_class, GDK_KEY_End, GDK_KEY_KP_End, G_MAXINT32);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, on_menu_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, on_menu_key, NULL);
}

static GtkWidget *
make_menu (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *popover;

  g_menu_append (menu, _("_Save Picture…"), "chart.save-picture");
  g_menu_append (menu, _("_Copy Picture"), "chart.copy-picture");
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  return popover;
}

static void
bw_forecast_view_init (BwForecastView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new (), *press = gtk_gesture_long_press_new ();

  self->stops = g_array_new (FALSE, FALSE, sizeof (Stop));
  g_array_set_clear_func (self->stops, clear_stop);
  self->past_days = 7;
  self->cursor = -1;
  self->menu = make_menu ();
  gtk_widget_set_parent (self->menu, widget);

  gtk_widget_set_focusable (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Forecast chart"), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 0.0, -1);

  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (widget, motion);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (on_long_press), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (press));

  bw_style_follow (widget);
}

BwForecastView *
bw_forecast_view_new (void)
{
  return g_object_new (BW_TYPE_FORECAST_VIEW, NULL);
}

/* Takes @text. */
static void
add_stop (BwForecastView *self,
          gint64          time_ms,
          double          score,
          char           *text)
{
  Stop stop = { time_ms, score, text };

  g_array_append_val (self->stops, stop);
}

static void
add_stops (BwForecastView  *self,
           const BwOutlook *outlook)
{
  const BwForecast *forecast = outlook->forecast;

  for (guint i = 0; outlook->past && i < outlook->past->len; i++)
    {
      const BwPastHour *hour = &g_array_index (outlook->past, BwPastHour, i);

      if (hour->has_level && hour->time_ms < forecast->issued_ms)
        add_stop (self, hour->time_ms, hour->level_score, bw_today_past_hour (hour, outlook->zone));
    }
  for (guint i = 0; bw_forecast_has_scores (forecast) && i < forecast->n_hours; i++)
    add_stop (self, forecast->hours[i].time_ms, forecast->hours[i].score,
              bw_today_hour (&forecast->hours[i], outlook->zone));
}

void
bw_forecast_view_set_outlook (BwForecastView     *self,
                              const BwOutlook    *outlook,
                              const BwThresholds *thresholds,
                              gint64              now_ms)
{
  g_autofree char *description = NULL, *day = NULL;

  g_return_if_fail (BW_IS_FORECAST_VIEW (self));

  set_cursor (self, -1);
  g_array_set_size (self->stops, 0);
  g_clear_pointer (&self->figure, bw_forecast_figure_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!outlook)
    return;

  if (now_ms == 0)
    now_ms = g_get_real_time () / 1000;
  self->figure = bw_forecast_figure_new (outlook, thresholds);
  self->old = bw_today_is_old (outlook->forecast, now_ms);
  add_stops (self, outlook);
  day = bw_time_format_day (bw_time_local_day (outlook->zone, outlook->forecast->issued_ms));
  g_free (self->file_name);
  /* Translators: the suggested name of a picture; %s is a date as 2026-03-12 */
  self->file_name = g_strdup_printf (_("Forecast %s.png"), day);
  description = bw_today_describe (outlook->forecast, outlook->zone, thresholds, now_ms);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
}

void
bw_forecast_view_set_past_days (BwForecastView *self,
                                guint           days)
{
  g_return_if_fail (BW_IS_FORECAST_VIEW (self));
  g_return_if_fail (days >= 1 && days <= 7);

  if (self->past_days == days)
    return;
  self->past_days = days;
  if (self->cursor >= 0 && !is_visible_stop (self, self->cursor))
    set_cursor (self, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAST_DAYS]);
}

guint
bw_forecast_view_get_past_days (BwForecastView *self)
{
  g_return_val_if_fail (BW_IS_FORECAST_VIEW (self), 0);

  return self->past_days;
}

const char *
bw_forecast_view_get_read_out (BwForecastView *self)
{
  g_return_val_if_fail (BW_IS_FORECAST_VIEW (self), NULL);

  if (self->cursor < 0)
    return NULL;
  return g_array_index (self->stops, Stop, self->cursor).text;
}

GBytes *
bw_forecast_view_render (BwForecastView  *self,
                         BwPlotFormat     format,
                         GError         **error)
{
  g_autoptr (BwForecastPicture) picture = NULL;

  g_return_val_if_fail (BW_IS_FORECAST_VIEW (self), NULL);
  g_return_val_if_fail (self->figure != NULL, NULL);

  picture = make_picture (self, format);
  return bw_forecast_picture_render (picture, error);
}

void
bw_forecast_view_save_picture (BwForecastView *self)
{
  const BwFileDialogFilter filters[] = {
    { _("Pictures (PNG, SVG, PDF)"), "*.png;*.svg;*.pdf" },
  };
  GtkRoot *root;

  g_return_if_fail (BW_IS_FORECAST_VIEW (self));

  if (!self->figure)
    return;
  root = gtk_widget_get_root (GTK_WIDGET (self));
  bw_file_dialog_run (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, BW_FILE_DIALOG_SAVE,
                      _("Save Picture"), _("_Save"), self->file_name, NULL, filters,
                      G_N_ELEMENTS (filters), NULL, on_file_chosen, g_object_ref (self));
}

/* The clipboard packs the pixels itself, when and as somebody wants them. */
void
bw_forecast_view_copy_picture (BwForecastView *self)
{
  g_autoptr (BwForecastPicture) picture = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  g_return_if_fail (BW_IS_FORECAST_VIEW (self));

  if (!self->figure)
    return;
  picture = make_picture (self, BW_PLOT_FORMAT_PNG);
  texture = bw_forecast_picture_to_texture (picture);
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
  toast (self, _("Picture copied"));
}
