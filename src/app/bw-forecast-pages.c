/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-forecast-pages.h"

#include "app/bw-page-keys.h"

#include <glib/gi18n-lib.h>

#define TODAY "today"

struct _BwForecastPages
{
  AdwBin parent_instance;

  /* Template children. */
  GtkStack *stack;
  BwTodayPage *today;

  GtkWidget *came_from;   /* weak: what had the keyboard on Today */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (BwForecastPages, bw_forecast_pages, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_away (BwForecastPages *self)
{
  return !g_str_equal (bw_forecast_pages_get_shown (self), TODAY);
}

/* Of the page that is shown, not Today. */
static GtkWidget *
get_back_button (BwForecastPages *self)
{
  GtkWidget *header = gtk_widget_get_first_child (gtk_stack_get_visible_child (self->stack));

  return gtk_widget_get_first_child (header);
}

static void
on_back (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  bw_forecast_pages_show (BW_FORECAST_PAGES (widget), TODAY);
}

/* Wherever the focus is, as long as a page is seen that leads back; Esc belongs to an entry first. */
static gboolean
on_back_key (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  BwForecastPages *self = BW_FORECAST_PAGES (widget);

  if (!gtk_widget_get_mapped (widget) || !is_away (self) || bw_page_is_writing (widget))
    return FALSE;
  bw_forecast_pages_show (self, TODAY);
  return TRUE;
}

static void
on_shown_changed (BwForecastPages *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "forecast.back", is_away (self));
}

static void
add_keys (BwForecastPages *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Left, GDK_ALT_MASK),
                        gtk_callback_action_new (on_back_key, NULL, NULL)));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_callback_action_new (on_back_key, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static GtkWidget *
make_header (const char *title)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  GtkWidget *label = gtk_label_new (title);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "forecast.back");
  gtk_widget_set_tooltip_text (back, _("Back to Today"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Back to Today"), -1);
  gtk_widget_add_css_class (back, "flat");
  gtk_widget_set_valign (back, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "title-4");
  gtk_widget_add_css_class (header, "subpage-header");
  gtk_box_append (GTK_BOX (header), back);
  gtk_box_append (GTK_BOX (header), label);
  return header;
}

static void
bw_forecast_pages_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, BW_FORECAST_PAGES (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_forecast_pages_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  BwForecastPages *self = BW_FORECAST_PAGES (object);

  if (id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->narrow == g_value_get_boolean (value))
    return;
  self->narrow = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, pspec);
}

static void
bw_forecast_pages_dispose (GObject *object)
{
  g_clear_weak_pointer (&BW_FORECAST_PAGES (object)->came_from);
  G_OBJECT_CLASS (bw_forecast_pages_parent_class)->dispose (object);
}

static void
bw_forecast_pages_class_init (BwForecastPagesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_forecast_pages_get_property;
  object_class->set_property = bw_forecast_pages_set_property;
  object_class->dispose = bw_forecast_pages_dispose;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (BW_TYPE_TODAY_PAGE);
  gtk_widget_class_install_action (widget_class, "forecast.back", NULL, on_back);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-forecast-pages.ui");
  gtk_widget_class_bind_template_child (widget_class, BwForecastPages, stack);
  gtk_widget_class_bind_template_child (widget_class, BwForecastPages, today);
}

static void
bw_forecast_pages_init (BwForecastPages *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self, "narrow", self->today, "narrow", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (on_shown_changed), self,
                           G_CONNECT_SWAPPED);
  on_shown_changed (self);
  add_keys (self);
}

BwTodayPage *
bw_forecast_pages_get_today (BwForecastPages *self)
{
  g_return_val_if_fail (BW_IS_FORECAST_PAGES (self), NULL);

  return self->today;
}

void
bw_forecast_pages_add (BwForecastPages *self,
                       const char      *name,
                       const char      *title,
                       GtkWidget       *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_return_if_fail (BW_IS_FORECAST_PAGES (self));
  g_return_if_fail (GTK_IS_WIDGET (page));

  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), make_header (title));
  gtk_box_append (GTK_BOX (box), page);
  gtk_stack_add_named (self->stack, box, name);
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (page), "narrow") != NULL)
    g_object_bind_property (self, "narrow", page, "narrow", G_BINDING_SYNC_CREATE);
}

void
bw_forecast_pages_show (BwForecastPages *self,
                        const char      *name)
{
  gboolean was_away;
  GtkWidget *focus;

  g_return_if_fail (BW_IS_FORECAST_PAGES (self));

  if (gtk_stack_get_child_by_name (self->stack, name) == NULL)
    return;
  was_away = is_away (self);
  focus = bw_page_get_focus (GTK_WIDGET (self));
  if (!was_away && focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->today)))
    g_set_weak_pointer (&self->came_from, focus);
  gtk_stack_set_visible_child_name (self->stack, name);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (is_away (self))
    gtk_widget_grab_focus (get_back_button (self));
  else if (was_away && self->came_from != NULL)
    gtk_widget_grab_focus (self->came_from);
}

const char *
bw_forecast_pages_get_shown (BwForecastPages *self)
{
  g_return_val_if_fail (BW_IS_FORECAST_PAGES (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}
